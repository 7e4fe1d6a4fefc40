"""What is typed about results and their tables, checked."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from config import clock
from config.forms import suggesting_input
from config.uploads import TABLES, UploadRefused, check_upload
from schools.importers.result_columns import LABELS, OF_ROWS
from schools.models import ExamResult, ResultImport, School
from schools.models.result import FIRST_YEAR, MARK_FIELDS, Procedure

NOT_TAKEN = "Не брать"
SKIPPED = "skip"
FIGURES = ["participants_count", *MARK_FIELDS, "below_minimum_count", "scale", "mean"]


class ResultForm(forms.ModelForm):
    """One row by hand. What is not known stays empty and is never counted as zero."""

    class Meta:
        model = ExamResult
        fields = ["school", "year", "procedure", "subject", "grade", *FIGURES]
        localized_fields = ["mean"]
        widgets = {"mean": forms.TextInput(attrs={"inputmode": "decimal"}), "subject": suggesting_input("subjects")}
        help_texts = {
            "year": "Год, когда проходила процедура",
            "below_minimum_count": "Если оставить пустым, возьмётся число двоек",
            "mean": "Если есть все отметки, можно оставить пустым: посчитается сам",
        }

    def __init__(self, *args, schools: QuerySet[School], **options) -> None:
        super().__init__(*args, **options)
        self.fields["school"].queryset = schools.in_alphabet()
        self.fields["school"].empty_label = "Выберите"

    def clean_year(self) -> int:
        return _not_in_future(self.cleaned_data["year"])

    def clean(self) -> dict:
        facts = super().clean() or self.cleaned_data
        marks = [facts.get(name) for name in MARK_FIELDS]
        if None not in marks:
            self._count_up(facts, marks)
        elif any(mark is not None for mark in marks) and not any(self.errors.get(name) for name in MARK_FIELDS):
            raise ValidationError("Укажите число всех отметок, от «2» до «5» (ноль, если их нет), или ни одной.")
        if all(facts.get(name) is None for name in ("mean", "below_minimum_count")) and not self.errors:
            raise ValidationError("Укажите отметки, средний результат или число тех, кто ниже минимума.")
        return facts

    def _count_up(self, facts: dict, marks: list[int]) -> None:
        """What follows from all four marks and was left empty."""
        people = sum(marks)
        facts.setdefault("participants_count", None)
        if facts["participants_count"] is None and "participants_count" not in self.errors:
            facts["participants_count"] = people
        if facts.get("below_minimum_count") is None:
            facts["below_minimum_count"] = marks[0]
        if facts.get("mean") is None and people:
            total = sum(mark * many for mark, many in zip((2, 3, 4, 5), marks, strict=True))
            facts["mean"] = (Decimal(total) / people).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _not_in_future(year: int | None) -> int | None:
    if year and year > clock.today().year:
        raise ValidationError("Этот год ещё не наступил.")
    return year


class AboutTableForm(forms.Form):
    """What a table may not say itself."""

    year = forms.IntegerField(label="Год", required=False, min_value=FIRST_YEAR)
    procedure = forms.ChoiceField(
        label="Процедура", required=False, choices=[("", "Как в таблице"), *Procedure.choices]
    )
    subject = forms.CharField(label="Предмет", required=False, max_length=80, widget=suggesting_input("subjects"))
    grade = forms.IntegerField(label="Класс", required=False, min_value=1, max_value=12)

    def clean_year(self) -> int | None:
        return _not_in_future(self.cleaned_data["year"])


class ResultUploadForm(AboutTableForm):
    """A table with what it may not say itself; its content is looked at before it is kept."""

    file = forms.FileField(label="Таблица", error_messages={"required": "Выберите файл с таблицей."})
    field_order = ["file", "year", "procedure", "subject", "grade"]

    def clean_file(self):
        upload = self.cleaned_data["file"]
        try:
            check_upload(upload, allowed=TABLES, name=upload.name)
        except UploadRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return upload


class ResultColumnsForm(forms.Form):
    """A choice for each column of each layout of the table."""

    def __init__(self, *args, result_import: ResultImport, **options) -> None:
        super().__init__(*args, **options)
        self.layouts = result_import.summary.get("columns", [])
        for number, layout in enumerate(self.layouts):
            for place, (heading, chosen) in enumerate(zip(layout["headings"], layout["keys"], strict=True)):
                self.fields[f"column{number}_{place}"] = forms.ChoiceField(
                    label=heading or f"Графа {place + 1} без названия",
                    choices=[("", NOT_TAKEN), *LABELS.items()],
                    initial=chosen,
                    required=False,
                    widget=forms.Select(attrs={"class": "form-select"}),
                )

    def sheets(self) -> Iterator[tuple]:
        """Name of the first sheet of each layout with its fields and what stands in the columns."""
        for number, layout in enumerate(self.layouts):
            fields = [self[f"column{number}_{place}"] for place in range(len(layout["headings"]))]
            yield layout["sheet"], list(zip(fields, layout["samples"], strict=True))

    @property
    def meanings(self) -> dict[str, list[str]]:
        """Keys by fingerprint."""
        return {
            layout["fingerprint"]: [
                self.cleaned_data[f"column{number}_{place}"] for place in range(len(layout["keys"]))
            ]
            for number, layout in enumerate(self.layouts)
        }

    def clean(self) -> dict:
        facts = super().clean() or self.cleaned_data
        if self.errors:
            return facts
        for keys in self.meanings.values():
            if not {"school", "code"} & set(keys):
                raise ValidationError("Укажите, в какой графе стоит школа.")
            for name in OF_ROWS:
                if keys.count(name) > 1:
                    raise ValidationError(f"«{LABELS[name]}» выбрано для нескольких граф: оставьте одну.")
            if not set(keys) - {"", *OF_ROWS}:
                raise ValidationError("Укажите хотя бы одну графу с числами.")
        return facts


class ResultSchoolsForm(forms.Form):
    """Which school each spelling means that was not recognised."""

    def __init__(self, *args, result_import: ResultImport, schools: QuerySet[School], **options) -> None:
        super().__init__(*args, **options)
        self.unknown = list(result_import.summary.get("unknown", {}).items())
        self.schools = {str(school.pk): school for school in schools.in_alphabet()}
        choices = [("", "Решу позже"), (SKIPPED, "Не брать эти строки")]
        choices += [(pk, school.short_name) for pk, school in self.schools.items()]
        for number, (text, place) in enumerate(self.unknown):
            self.fields[f"school{number}"] = forms.ChoiceField(
                label=f"«{text}»", help_text=place, choices=choices, required=False
            )

    def _answers(self) -> Iterator[tuple[str, str]]:
        return ((text, self.cleaned_data[f"school{number}"]) for number, (text, _) in enumerate(self.unknown))

    @property
    def chosen(self) -> dict[str, School]:
        return {text: self.schools[answer] for text, answer in self._answers() if answer in self.schools}

    @property
    def skipped(self) -> list[str]:
        return [text for text, answer in self._answers() if answer == SKIPPED]
