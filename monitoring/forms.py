"""What people type about reports, periods and indicators, checked."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator

from config.forms import day_input, lines_input
from monitoring.models import Indicator, IndicatorValue, MonitoringPeriod, ProgressReport
from monitoring.services.reports import ASKED, WRITTEN
from roadmaps.forms.fields import VersionForm

LONGEST_TEXT = 10_000
LONGEST_PERIOD_DAYS = 366
MOST_TEACHERS = 10_000
STARTS_TWICE = "Полугодие с таким началом уже есть."


class ReportForm(VersionForm, forms.ModelForm):
    """The texts that only the school knows. All may be empty while it is a draft."""

    class Meta:
        model = ProgressReport
        fields = WRITTEN
        widgets = {
            "achieved": lines_input(5),
            "difficulties": lines_input(4),
            "plans": lines_input(5),
            "support_needed": lines_input(3),
        }
        help_texts = {
            "achieved": "Главное за полугодие, в двух-трёх предложениях; без этого отчёт не отправить",
            "plans": "Без этого отчёт не отправить",
            "teachers_trained_count": "Только число, без фамилий",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        for name in ("achieved", "difficulties", "plans", "support_needed"):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST_TEXT))
        self.fields["teachers_trained_count"].validators.append(MaxValueValidator(MOST_TEACHERS))

    def texts(self) -> dict:
        """What goes to the service: the written fields alone."""
        return {name: self.cleaned_data[name] for name in WRITTEN}

    def ask_for_missing(self) -> bool:
        """Mark the fields that must be filled in before the report is handed in; False where none is empty."""
        for name in ASKED:
            if not self.cleaned_data[name].strip():
                self.add_error(name, "Напишите хотя бы одно предложение.")
        return bool(self.errors)


class ReturnForm(forms.Form):
    """Why a report goes back, and by when it is due again."""

    comment = forms.CharField(label="Что исправить", max_length=LONGEST_TEXT, widget=lines_input(4))
    redo_due_on = forms.DateField(label="Сдать повторно до", widget=day_input(), help_text="Включительно")

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_redo_due_on(self) -> date:
        day = self.cleaned_data["redo_due_on"]
        if not 0 <= (day - self.today).days <= LONGEST_PERIOD_DAYS:
            raise ValidationError("Укажите день не раньше сегодняшнего и не дальше года.")
        return day


class PeriodForm(forms.ModelForm):
    class Meta:
        model = MonitoringPeriod
        fields = ["name", "starts_on", "ends_on", "filing_due_on"]
        widgets = {"starts_on": day_input(), "ends_on": day_input(), "filing_due_on": day_input()}

    def clean(self) -> dict:
        data = super().clean()
        starts_on, ends_on, filing = (data.get(name) for name in ("starts_on", "ends_on", "filing_due_on"))
        if starts_on and not 2000 <= starts_on.year <= 2100:
            self.add_error("starts_on", "Проверьте год.")
        elif starts_on and ends_on and not 0 <= (ends_on - starts_on).days <= LONGEST_PERIOD_DAYS:
            self.add_error("ends_on", "Окончание — не раньше начала и не позже чем через год.")
        elif starts_on and filing and not 0 <= (filing - starts_on).days <= 2 * LONGEST_PERIOD_DAYS:
            self.add_error(
                "filing_due_on", "Срок сдачи не может быть раньше начала периода или много позже его окончания."
            )
        elif starts_on and self._starts_twice(starts_on):
            self.add_error("starts_on", STARTS_TWICE)
        return data

    def _starts_twice(self, starts_on: date) -> bool:
        others = MonitoringPeriod.objects.filter(municipality=self.instance.municipality_id, starts_on=starts_on)
        return others.exclude(pk=self.instance.pk).exists()


class IndicatorValueForm(forms.ModelForm):
    """A value found out by a person; for a share the two counts give it."""

    YES_NO = [("", "не указано"), ("1", "да"), ("0", "нет")]

    class Meta:
        model = IndicatorValue
        fields = ["value", "numerator", "denominator", "source"]
        help_texts = {"source": "РИС ГИА-9, РИС ГИА-11, ФИС ОКО, диагностика, опрос, отчёты школ"}

    def __init__(self, *args, unit: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        if unit == Indicator.Unit.YES_NO:
            self.fields["value"] = forms.TypedChoiceField(label="Есть?", choices=self.YES_NO, coerce=int)
        if unit == Indicator.Unit.PERCENT:
            self.fields["value"].required = False
            self.fields["value"].help_text = "Доля в процентах; можно оставить пустой, если указаны оба числа ниже"
            self.fields["numerator"].label, self.fields["denominator"].label = "Сколько из них", "Сколько всего"
        else:
            del self.fields["numerator"], self.fields["denominator"]
            self.fields["value"].min_value = 0

    def clean(self) -> dict:
        data = super().clean()
        if self.unit == Indicator.Unit.PERCENT and not self.errors:
            self._take_share(data)
        value = data.get("value")
        if value is not None and value < 0:
            self.add_error("value", "Значение не может быть отрицательным.")
        return data

    def _take_share(self, data: dict) -> None:
        part, whole = data.get("numerator"), data.get("denominator")
        if (part is None) != (whole is None):
            self.add_error("denominator", "Укажите оба числа или ни одного.")
        elif whole is not None and not 0 <= part <= whole:
            self.add_error("numerator", "Часть не может быть больше целого.")
        elif whole == 0:
            self.add_error("denominator", "Всего должно быть больше нуля.")
        elif whole is not None:
            data["value"] = round(100 * part / whole, 2)
        elif data.get("value") is None:
            self.add_error("value", "Укажите долю или два числа, из которых она получается.")
        elif data["value"] > 100:
            self.add_error("value", "Доля не может быть больше 100 %.")
