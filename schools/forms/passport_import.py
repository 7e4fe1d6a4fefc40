"""Which table of passports is handed in, for which year."""

from collections.abc import Sequence

from django import forms

from config.uploads import UploadRefused
from schools.importers.sheet import TableRefused, read_sheets
from schools.school_year import SchoolYear


class PassportImportForm(forms.Form):
    """`cleaned_data["file"]` are the sheets of the table."""

    year = forms.TypedChoiceField(label="Учебный год", coerce=int)
    file = forms.FileField(
        label="Таблица",
        help_text="XLSX или CSV до 20 МБ: строки — школы, графы — вопросы паспорта, как в бланке",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    only_good = forms.BooleanField(
        label="Если найдутся ошибки, всё равно загрузить школы без ошибок",
        required=False,
        help_text="Иначе не загрузится ничего, пока ошибки не исправлены",
    )

    def __init__(self, *args, years: Sequence[SchoolYear], **options) -> None:
        super().__init__(*args, **options)
        self.fields["year"].choices = [(year.first, str(year)) for year in years]

    def clean_file(self) -> list:
        upload = self.cleaned_data["file"]
        try:
            return read_sheets(upload, upload.name)
        except (UploadRefused, TableRefused) as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
