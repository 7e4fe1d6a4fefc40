"""What people type about roadmaps and checkpoints, checked."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from config.uploads import FileKind, UploadRefused, check_upload
from roadmaps.models import Checkpoint, OutputDocument, Roadmap, Section
from schools.models import School

LONGEST_TEXT = 5_000  # characters in one cell
PROOFS = frozenset(FileKind) - {FileKind.TXT}
DOCUMENTS = frozenset({FileKind.DOCX, FileKind.XLSX, FileKind.TXT})
MOST_FILES = 10


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def lines_input(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class LinesField(forms.CharField):
    """Sentences, one a line; gives a list, empty lines left out."""

    def __init__(self, **options) -> None:
        super().__init__(required=False, max_length=4 * LONGEST_TEXT, widget=lines_input(4), **options)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class IndicatorsField(LinesField):
    """Indicators, one a line, the target after «|»; gives a list of {"text", "target"}."""

    def prepare_value(self, value):
        if isinstance(value, list):
            value = [" | ".join(filter(None, [row["text"], row["target"]])) for row in value]
        return super().prepare_value(value)

    def clean(self, value) -> list[dict[str, str]]:
        parts = [line.partition("|") for line in super().clean(value)]
        return [{"text": text.strip(), "target": target.strip()} for text, _, target in parts]


class RoadmapForm(forms.ModelForm):
    """A roadmap's own texts. The school is asked only of who may choose it, and only for a new roadmap."""

    goal = forms.CharField(label="Цель", required=False, max_length=LONGEST_TEXT, widget=lines_input(3))
    tasks = LinesField(label="Задачи", help_text="Каждая с новой строки")
    target_groups = LinesField(label="Целевые группы", help_text="Каждая с новой строки")
    expected_results = LinesField(label="Ожидаемые результаты", help_text="Каждый с новой строки")
    indicators = IndicatorsField(
        label="Показатели",
        help_text="Каждый с новой строки; целевое значение — после черты: «Число договоров | не менее 4»",
    )

    class Meta:
        model = Roadmap
        fields = [
            "school", "title", "starts_on", "ends_on", "goal", "tasks", "target_groups", "expected_results", "indicators",
        ]  # fmt: skip
        widgets = {"title": lines_input(2), "starts_on": day_input(), "ends_on": day_input()}

    def __init__(self, *args, schools=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if schools is None:
            del self.fields["school"]
        else:
            self.fields["school"].queryset = schools
            self.fields["school"].empty_label = "Муниципальная дорожная карта"
        self.fields["title"].max_length = 500

    def clean(self) -> dict:
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on:
            if ends_on < starts_on:
                self.add_error("ends_on", "Окончание не может быть раньше начала.")
            elif not (2000 <= starts_on.year and ends_on.year <= starts_on.year + 10):
                self.add_error("ends_on", "Проверьте годы: дорожная карта составляется не более чем на десять лет.")
        return data


class VersionForm(forms.Form):
    """Carries the version that the person began to edit."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class ActivityForm(forms.Form):
    """The cells of a row, wording as written."""

    number = forms.CharField(label="№", required=False, max_length=20)
    text = forms.CharField(label="Мероприятие", max_length=LONGEST_TEXT, widget=lines_input(4))
    deadline_text = forms.CharField(label="Срок", required=False, max_length=1000, widget=lines_input(2))
    responsible_text = forms.CharField(label="Ответственные", required=False, max_length=2000, widget=lines_input(3))
    result = forms.CharField(label="Результат", required=False, max_length=LONGEST_TEXT, widget=lines_input(3))
    output_documents = forms.CharField(
        label="Выходной документ", required=False, max_length=2000, widget=lines_input(2)
    )


class ActivityEditForm(VersionForm, ActivityForm):
    """A row that is there already."""


class PlaceForm(forms.Form):
    """Where a new row goes: a section, and a row to stand after or a position to come back to."""

    section = forms.ModelChoiceField(Section.objects.none(), widget=forms.HiddenInput)
    after = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    position = forms.IntegerField(required=False, min_value=1, max_value=100_000, widget=forms.HiddenInput)

    def __init__(self, *args, roadmap: Roadmap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = roadmap.sections.all()


class SectionForm(forms.Form):
    title = forms.CharField(label="Название раздела", max_length=500, required=False, widget=lines_input(2))


class SectionEditForm(VersionForm, SectionForm):
    """A section that is there already."""


class MoveForm(forms.Form):
    step = forms.TypedChoiceField(choices=[(-1, "Выше"), (1, "Ниже")], coerce=int)


class CommentForm(forms.Form):
    comment = forms.CharField(label="Что исправить", max_length=LONGEST_TEXT, widget=lines_input(4))


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Причина", max_length=LONGEST_TEXT, widget=lines_input(3))


class MoveCheckpointForm(ReasonForm):
    to = forms.DateField(label="Новый срок", widget=day_input())
    field_order = ["to", "reason"]

    def __init__(self, *args, checkpoint: Checkpoint, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.checkpoint = checkpoint

    def clean_to(self) -> date:
        to = self.cleaned_data["to"]
        roadmap = self.checkpoint.activity.roadmap
        if to == self.checkpoint.due_on:
            raise ValidationError("Это тот же срок. Укажите другой день.")
        if to < roadmap.starts_on:
            raise ValidationError("Новый срок раньше, чем началась дорожная карта.")
        if to.year > roadmap.ends_on.year + 5:
            raise ValidationError("Проверьте год: срок слишком далеко за окончанием дорожной карты.")
        return to


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploads, each checked by its content; gives a list."""

    def __init__(self, *, allowed: frozenset[str], **options) -> None:
        accept = ",".join(f".{kind}" for kind in sorted(allowed))
        super().__init__(widget=FilesInput(attrs={"accept": accept}), max_length=255, **options)
        self.allowed = allowed

    def clean(self, value, initial=None) -> list:
        uploads = [upload for upload in (value if isinstance(value, list | tuple) else [value]) if upload]
        if len(uploads) > MOST_FILES:
            raise ValidationError(f"За один раз можно приложить не больше {MOST_FILES} файлов.")
        if not uploads:
            super().clean(None)
        return [checked(super(FilesField, self).clean(upload), self.allowed) for upload in uploads]


def checked(upload, allowed: frozenset[str]):
    """The upload, if it is what it says; else a sentence about what to do, with the file's name."""
    try:
        check_upload(upload, allowed=allowed, name=upload.name)
    except UploadRefused as refusal:
        raise ValidationError(f"«{upload.name}». {refusal}") from refusal
    upload.seek(0)
    return upload


class CompleteForm(forms.Form):
    """What was done, when, and what proves it."""

    done_on = forms.DateField(label="Когда выполнено", widget=day_input())
    text = forms.CharField(
        label="Что сделано", max_length=LONGEST_TEXT, widget=lines_input(4), help_text="Достаточно одного предложения"
    )
    files = FilesField(
        label="Подтверждающие документы", required=False, allowed=PROOFS,
        help_text="PDF, Word, Excel, изображение или архив, каждый до 20 МБ",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Вид документа", choices=OutputDocument.Kind, initial=OutputDocument.Kind.OTHER)
    number = forms.CharField(label="Номер документа", required=False, max_length=60)
    dated_on = forms.DateField(label="Дата документа", required=False, widget=day_input())
    participants_count = forms.IntegerField(label="Участников", required=False, min_value=0, max_value=1_000_000)
    hours_count = forms.DecimalField(label="Часов", required=False, min_value=0, max_digits=6, decimal_places=1)

    def __init__(self, *args, checkpoint: Checkpoint, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.starts_on = checkpoint.activity.roadmap.starts_on
        self.today = today
        self.fields["done_on"].widget.attrs |= {"max": today.isoformat(), "min": self.starts_on.isoformat()}

    def clean_done_on(self) -> date:
        done_on = self.cleaned_data["done_on"]
        if done_on > self.today:
            raise ValidationError("Эта дата ещё не наступила. Укажите день, когда работа уже выполнена.")
        if done_on < self.starts_on:
            raise ValidationError(
                f"Дорожная карта началась {self.starts_on:%d.%m.%Y}: раньше этого дня выполнить её нельзя."
            )
        return done_on

    def clean_dated_on(self) -> date | None:
        dated_on = self.cleaned_data["dated_on"]
        if dated_on and (dated_on > self.today or dated_on.year < 1990):
            raise ValidationError("Проверьте дату документа: она ещё не наступила или слишком давняя.")
        return dated_on


class UploadForm(forms.Form):
    """A document with a roadmap."""

    file = forms.FileField(
        label="Файл", max_length=255, widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.txt"}),
        error_messages={"required": "Выберите файл."},
    )  # fmt: skip


class ImportHeadForm(forms.Form):
    """What was read of the document as a whole, to be corrected before it is accepted."""

    title = forms.CharField(label="Название", max_length=500, widget=lines_input(2))
    starts_on = forms.DateField(label="Начало", widget=day_input())
    ends_on = forms.DateField(label="Окончание", widget=day_input())

    def clean(self) -> dict:
        data = super().clean()
        if (
            data.get("starts_on")
            and data.get("ends_on")
            and not 0 <= (data["ends_on"] - data["starts_on"]).days <= 3660
        ):
            self.add_error("ends_on", "Проверьте период: окончание позже начала, не более десяти лет.")
        return data


def school_choices(user):
    """Schools that a new roadmap may be for."""
    return School.objects.visible_to(user).open().in_alphabet()
