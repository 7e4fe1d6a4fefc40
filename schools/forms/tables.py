"""Which table of the register or of passports is handed in, and what its columns mean."""

from collections.abc import Mapping, Sequence

from django import forms

from config.uploads import UploadRefused
from schools.importers.people import refuse_names
from schools.importers.sheet import TableRefused, read_sheets
from schools.school_year import SchoolYear


class TableFileForm(forms.Form):
    """`sheets` are the visible ones of the table, when the form is valid."""

    file = forms.FileField(
        label="Таблица",
        help_text="XLSX или CSV до 20 МБ: строки — школы, графы — сведения о них",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Выберите файл с таблицей."},
    )

    def clean(self) -> dict:
        """What is wrong with the table is said once, above the fields: it takes several sentences."""
        data = super().clean()
        upload = data.get("file")
        if not upload:
            return data
        try:
            sheets = read_sheets(upload, upload.name, with_hidden=True)
            self.check_sheets(sheets)
        except (UploadRefused, TableRefused) as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        self.sheets = [sheet for sheet in sheets if not sheet.is_hidden]
        upload.seek(0)
        return data

    def check_sheets(self, sheets: list) -> None:
        """Raise TableRefused for what must not even be kept."""


class PassportFileForm(TableFileForm):
    year = forms.TypedChoiceField(label="Учебный год", coerce=int)
    field_order = ["year", "file"]

    def __init__(self, *args, years: Sequence[SchoolYear], **options) -> None:
        super().__init__(*args, **options)
        self.fields["year"].choices = [(year.first, str(year)) for year in years]
        self.fields["file"].help_text = "XLSX или CSV до 20 МБ: строки — школы, графы — вопросы паспорта, как в бланке"

    def check_sheets(self, sheets: list) -> None:
        refuse_names(sheets)


class TableColumnsForm(forms.Form):
    """What each column means; a meaning stands once. `labels` are the meanings by key."""

    def __init__(self, *args, titles: list[str], keys: list[str], labels: Mapping[str, str], **options) -> None:
        super().__init__(*args, **options)
        self.labels = labels
        for place, (title, key) in enumerate(zip(titles, keys, strict=True)):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=title or f"Графа {place + 1} без названия",
                choices=[("", "не загружать"), *labels.items()],
                initial=key,
                required=False,
            )

    def clean(self) -> dict:
        found = [self.cleaned_data.get(name, "") for name in self.fields]
        for key in {key for key in found if key and found.count(key) > 1}:
            self.add_error(None, f"«{self.labels[key]}» указано для двух граф. Оставьте одну.")
        self.meanings = found
        return self.cleaned_data
