"""What can be asked of «Динамика», in the address."""

from django import forms

from schools.dynamics import Measure, name_of

WHATS = [("share", "доля ниже минимума"), ("mean", "средний результат")]
DIRECTIONS = [("", "Любые"), ("better", "Стало лучше"), ("worse", "Стало хуже")]


class SchoolMeasureForm(forms.Form):
    what = forms.ChoiceField(label="Что показать", choices=WHATS, required=False)


class MeasureForm(forms.Form):
    """One of the measures given, most known first; the choice is «procedure|subject|grade»."""

    measure_key = forms.ChoiceField(label="Процедура и предмет", required=False)
    nothing_chosen: list[tuple[str, str]] = []

    def __init__(self, *args, measures: list[Measure], **options) -> None:
        super().__init__(*args, **options)
        self.known = {one.key: one for one in measures}
        named = [(key, name_of(one)) for key, one in self.known.items()]
        self.fields["measure_key"].choices = [*self.nothing_chosen, *named]

    @property
    def measure(self) -> Measure | None:
        return self.known.get(self.cleaned_data["measure_key"])


class ChangesForm(MeasureForm):
    before = forms.TypedChoiceField(label="Было в году", coerce=int, required=False, empty_value=None)
    after = forms.TypedChoiceField(label="Стало в году", coerce=int, required=False, empty_value=None)
    direction = forms.ChoiceField(label="Изменения", choices=DIRECTIONS, required=False)
    nothing_chosen = [("", "Все")]
    field_order = ["before", "after", "measure_key", "direction"]

    def __init__(self, *args, years: list[int], **options) -> None:
        super().__init__(*args, **options)
        for name in ("before", "after"):
            self.fields[name].choices = [(year, year) for year in reversed(years)]

    @property
    def between(self) -> tuple[int, int] | None:
        """The two years, the earlier one first; None where only one is known."""
        one, other = self.cleaned_data["before"], self.cleaned_data["after"]
        return (min(one, other), max(one, other)) if one and other else None
