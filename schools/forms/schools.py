"""What is typed about schools, checked."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from config.forms import day_input, lines_input
from schools.models import School

EARLIEST_DAY = date(2000, 1, 1)
LONGEST_REASON = 2_000


class SchoolForm(forms.ModelForm):
    ground = forms.CharField(
        label="Основание", max_length=200, required=False,
        help_text="Например, номер и дата приказа о переименовании; попадёт в историю школы",
    )  # fmt: skip

    class Meta:
        model = School
        fields = [
            "short_name", "name", "kind", "code", "ogrn", "address",
            "latitude", "longitude", "is_rural", "is_base",
        ]  # fmt: skip
        localized_fields = ["latitude", "longitude"]
        help_texts = {"latitude": "В градусах, например 55,41210", "longitude": "В градусах, например 39,15520"}


class ClosingForm(forms.Form):
    """From which day a school is no more, and why."""

    closed_on = forms.DateField(label="С какого дня закрыта", widget=day_input())
    ground = forms.CharField(label="Приказ или постановление", max_length=200, required=False)
    reason = forms.CharField(label="Причина", max_length=LONGEST_REASON, widget=lines_input(3))

    def __init__(self, *args, today: date, **options) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_closed_on(self) -> date:
        day = self.cleaned_data["closed_on"]
        if day > self.today:
            raise ValidationError("Эта дата ещё не наступила: школа принимается закрытой, когда день пришёл.")
        if day < EARLIEST_DAY:
            raise ValidationError("Проверьте год.")
        return day


class MergingForm(ClosingForm):
    """To which of the other schools it is joined. A foreign one cannot be named."""

    into = forms.ModelChoiceField(label="К какой школе присоединяется", queryset=None, empty_label="Выберите школу")
    field_order = ["into", "closed_on", "ground", "reason"]

    def __init__(self, *args, schools: QuerySet[School], **options) -> None:
        super().__init__(*args, **options)
        self.fields["into"].queryset = schools.in_alphabet()
        self.fields["closed_on"].label = "С какого дня присоединена"
        self.fields["ground"].required = True
        self.fields["reason"].label, self.fields["reason"].required = "Пояснение", False


class ReopeningForm(forms.Form):
    reason = forms.CharField(label="Почему отменяется", max_length=LONGEST_REASON, widget=lines_input(3))
