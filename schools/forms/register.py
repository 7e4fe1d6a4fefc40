"""Which table of the register is handed in, and what its columns mean."""

from django import forms

from config.uploads import UploadRefused
from schools.importers.register import MEANINGS
from schools.importers.sheet import TableRefused, read_sheets


class RegisterFileForm(forms.Form):
    """`sheets` are those of the table, when the form is valid."""

    file = forms.FileField(
        label="Таблица",
        help_text="XLSX или CSV до 20 МБ: строки — школы, графы — сведения о них",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        try:
            self.sheets = read_sheets(upload, upload.name)
        except (UploadRefused, TableRefused) as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        upload.seek(0)
        return upload


class RegisterColumnsForm(forms.Form):
    """What each column means; a meaning stands once."""

    def __init__(self, *args, titles: list[str], keys: list[str], **options) -> None:
        super().__init__(*args, **options)
        choices = [("", "не загружать"), *((meaning.key, meaning.label) for meaning in MEANINGS)]
        for place, (title, key) in enumerate(zip(titles, keys, strict=True)):
            label = title or f"Графа {place + 1} без названия"
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=label, choices=choices, initial=key, required=False
            )

    def clean(self) -> dict:
        found = [self.cleaned_data.get(name, "") for name in self.fields]
        labels = {meaning.key: meaning.label for meaning in MEANINGS}
        for key in {key for key in found if key and found.count(key) > 1}:
            self.add_error(None, f"«{labels[key]}» указано для двух граф. Оставьте одну.")
        self.meanings = found
        return self.cleaned_data
