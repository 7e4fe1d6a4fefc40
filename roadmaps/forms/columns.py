"""What each column of an imported table means."""

from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError

from roadmaps.forms.paste import LABELS
from roadmaps.importers import RoadmapReading, samples

MEANINGS = {
    **LABELS,
    "section": "Раздел",
    "other": "Не переносить",
}
SEVERAL = {"deadline", "other"}  # meanings that more than one column may have


class ColumnsForm(forms.Form):
    """A choice for each column of the table; `may_lose` is how many corrections the person agrees to lose."""

    may_lose = forms.IntegerField(required=False, min_value=0, max_value=100_000, widget=forms.HiddenInput)

    def __init__(self, *args, reading: RoadmapReading, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.samples = list(samples(reading))
        for place, column in enumerate(reading.columns):
            self.fields[f"column{place}"] = forms.ChoiceField(
                label=column.heading or f"Графа {place + 1} без названия",
                choices=list(MEANINGS.items()),
                initial=column.key,
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={
                    "required": "Выберите, что в этой графе.",
                    "invalid_choice": "Выберите значение из списка.",
                },
            )

    @property
    def keys(self) -> list[str]:
        return [self.cleaned_data[f"column{place}"] for place in range(len(self.samples))]

    def rows(self) -> Iterator[tuple]:
        """Fields of the columns with what stands in them."""
        for place, texts in enumerate(self.samples):
            yield self[f"column{place}"], texts

    def clean(self) -> dict:
        facts = super().clean() or {}
        keys = [key for name, key in facts.items() if name.startswith("column")]
        if len(keys) == len(self.samples) and "activity" not in keys:
            raise ValidationError("Укажите, в какой графе стоят мероприятия.")
        for key in dict.fromkeys(keys):
            if keys.count(key) > 1 and key not in SEVERAL:
                raise ValidationError(
                    f"«{MEANINGS[key]}» выбрано для нескольких граф: оставьте одну, остальные не переносите."
                )
        return facts
