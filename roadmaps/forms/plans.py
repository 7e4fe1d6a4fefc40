"""A roadmap's own texts, its import, what is said of it."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.html import escape

from config.forms import day_input, lines_input
from roadmaps.analysis import LABELS
from roadmaps.forms.fields import LONGEST_TEXT, IndicatorsField, LinesField, OnceForm, VersionForm
from roadmaps.models import Roadmap
from schools.models import RiskFactor, School

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_YEARS = 10


def school_choices(user):
    """Schools that a new roadmap may be for."""
    return School.objects.visible_to(user).open().in_alphabet()


def template_choices(user):
    """Roadmaps that a new one may be made of."""
    rows = Roadmap.objects.templates_for(user).select_related("school").defer("approved_text")
    return rows.order_by("title", "-starts_on", "pk")


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


class TemplateField(forms.ModelChoiceField):
    """Roadmaps kept as examples, each with its years and whose it is."""

    def label_from_instance(self, roadmap: Roadmap) -> str:
        whose = f", {roadmap.school}" if roadmap.school else ""
        return f"{roadmap.title} ({roadmap.starts_on:%m.%Y} – {roadmap.ends_on:%m.%Y}{whose})"


class RoadmapForm(OnceForm, TextsForm):
    """A new roadmap. The school is asked only of who may choose it (`schools` is given), a template if one is kept."""

    template = TemplateField(
        Roadmap.objects.none(),
        label="Образец",
        required=False,
        empty_label="Без образца",
        help_text="Разделы и строки будут как в образце, годы в сроках — по новому периоду. "
        "Цель, задачи, целевые группы, результаты и показатели, которые вы не заполните, тоже придут из него.",
    )
    school = forms.ModelChoiceField(
        School.objects.none(), label="Чья", required=False, empty_label="Муниципальная дорожная карта"
    )
    field_order = ["school", "template"]

    def __init__(self, *args, templates, schools=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates
        if not templates:
            del self.fields["template"]
        if schools is None:
            del self.fields["school"]
        else:
            self.fields["school"].queryset = schools


class RoadmapEditForm(VersionForm, TextsForm):
    @classmethod
    def initial_of(cls, roadmap: Roadmap) -> dict:
        return model_to_dict(roadmap, fields=list(cls.base_fields))


class SchoolEditForm(RoadmapEditForm):
    """The texts of a school's roadmap: with the analysis of the school. `known_risks` are those of its risk profile."""

    strengths = LinesField(label=LABELS["strengths"], help_text="Каждая с новой строки")
    weaknesses = LinesField(label=LABELS["weaknesses"], help_text="Каждая с новой строки")
    opportunities = LinesField(label=LABELS["opportunities"], help_text="Каждая с новой строки")
    threats = LinesField(label=LABELS["threats"], help_text="Каждая с новой строки")
    risks = LinesField(label=LABELS["risks"], help_text="Каждый с новой строки")

    def __init__(self, *args, known_risks: Iterable[str] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if names := "; ".join(known_risks):
            self.fields["risks"].help_text += escape(f". В рисковом профиле школы: {names}")


def edit_form(roadmap: Roadmap, data=None) -> RoadmapEditForm:
    """The form for the roadmap's own texts: a school's asks for more."""
    if not roadmap.school_id:
        return RoadmapEditForm(data, initial=RoadmapEditForm.initial_of(roadmap))
    known = RiskFactor.objects.filter(school=roadmap.school_id).order_by("-year", "name").values_list("name", flat=True)
    return SchoolEditForm(data, initial=SchoolEditForm.initial_of(roadmap), known_risks=dict.fromkeys(known))


class ImportHeadForm(PeriodForm):
    """What was read of the document as a whole, to be corrected before it is accepted."""


class UploadForm(forms.Form):
    """A document with a roadmap."""

    file = forms.FileField(
        label="Файл",
        max_length=255,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.pdf,.txt"}),
        error_messages={"required": "Выберите файл."},
    )


class CommentForm(forms.Form):
    """What has to be changed: of the whole roadmap, and of single rows (`of_rows`, by their keys)."""

    comment = forms.CharField(label="Что исправить", max_length=LONGEST_TEXT, widget=lines_input(4))

    def __init__(self, *args, rows=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {f"row-{row.pk}": row.pk for row in rows}
        for row in rows:
            self.fields[f"row-{row.pk}"] = forms.CharField(
                label=str(row),
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
            )

    @property
    def of_rows(self) -> dict[int, str]:
        """What was written of rows."""
        return {pk: self.cleaned_data[name] for name, pk in self.keys.items() if self.cleaned_data[name]}

    @property
    def row_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.keys]


class CloseForm(forms.Form):
    """What the work has come to, in words."""

    summary = forms.CharField(label="Итоги", max_length=LONGEST_TEXT, widget=lines_input(5))
