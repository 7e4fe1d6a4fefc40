"""A roadmap's own texts, its import, what is said of it."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict

from config.forms import day_input, lines_input
from roadmaps.forms.fields import LONGEST_TEXT, IndicatorsField, LinesField, VersionForm
from roadmaps.models import Roadmap
from schools.models import School

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_YEARS = 10


def school_choices(user):
    """Schools that a new roadmap may be for."""
    return School.objects.visible_to(user).open().in_alphabet()


class PeriodForm(forms.Form):
    """From–to, both ends inclusive."""

    title = forms.CharField(label="Название", max_length=500, widget=lines_input(2))
    starts_on = forms.DateField(label="Начало", widget=day_input())
    ends_on = forms.DateField(label="Окончание", help_text="Включительно", widget=day_input())

    def clean_starts_on(self) -> date:
        starts_on = self.cleaned_data["starts_on"]
        if not FIRST_YEAR <= starts_on.year <= LAST_YEAR:
            raise ValidationError("Проверьте год: дорожных карт за такие годы не бывает.")
        return starts_on

    def clean_ends_on(self) -> date:
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data["ends_on"]
        if starts_on and ends_on < starts_on:
            raise ValidationError("Окончание не может быть раньше начала.")
        if starts_on and ends_on.year > starts_on.year + MOST_YEARS:
            raise ValidationError("Проверьте годы: дорожная карта составляется не более чем на десять лет.")
        return ends_on


class TextsForm(PeriodForm):
    goal = forms.CharField(label="Цель", required=False, max_length=LONGEST_TEXT, widget=lines_input(3))
    tasks = LinesField(label="Задачи", help_text="Каждая с новой строки")
    target_groups = LinesField(label="Целевые группы", help_text="Каждая с новой строки")
    expected_results = LinesField(label="Ожидаемые результаты", help_text="Каждый с новой строки")
    indicators = IndicatorsField(
        label="Показатели",
        help_text="Каждый с новой строки; целевое значение — после черты: «Число договоров | не менее 4»",
    )


class RoadmapForm(TextsForm):
    """A new roadmap. The school is asked only of who may choose it (`schools` is not None)."""

    school = forms.ModelChoiceField(
        School.objects.none(), label="Чья", required=False, empty_label="Муниципальная дорожная карта"
    )
    field_order = ["school"]

    def __init__(self, *args, schools=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if schools is None:
            del self.fields["school"]
        else:
            self.fields["school"].queryset = schools


class RoadmapEditForm(VersionForm, TextsForm):
    @classmethod
    def initial_of(cls, roadmap: Roadmap) -> dict:
        return model_to_dict(roadmap, fields=list(cls.base_fields))


class ImportHeadForm(PeriodForm):
    """What was read of the document as a whole, to be corrected before it is accepted."""


class UploadForm(forms.Form):
    """A document with a roadmap."""

    file = forms.FileField(
        label="Файл",
        max_length=255,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.txt"}),
        error_messages={"required": "Выберите файл."},
    )


class CommentForm(forms.Form):
    comment = forms.CharField(label="Что исправить", max_length=LONGEST_TEXT, widget=lines_input(4))
