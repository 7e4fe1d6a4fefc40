"""Rows copied from elsewhere, shown before they are taken."""

from dataclasses import dataclass

from django import forms

from config.forms import lines_input
from roadmaps.cells import CELLS
from roadmaps.forms.fields import OnceForm
from roadmaps.forms.rows import ActivityForm, PlaceForm
from roadmaps.importers.pasted import ORDER, SKIPPED, Pasted

FIELD_OF = {
    "number": "number",
    "activity": "text",
    "deadline": "deadline_text",
    "responsible": "responsible_text",
    "result": "result",
    "output_document": "output_documents",
}
LABELS = {key: CELLS[name] for key, name in FIELD_OF.items()}
COLUMNS = [*((key, LABELS[key]) for key in ORDER), (SKIPPED, "Не вставлять")]


class PasteForm(OnceForm, PlaceForm):
    """What was copied, as text or markup, and the row to stand after. Columns are `column_0`, `column_1`…"""

    text = forms.CharField(
        label="Строки",
        required=False,
        strip=False,
        widget=lines_input(12),
        help_text="Скопируйте строки таблицы в Word или Excel и вставьте сюда. "
        "Строка с названиями столбцов помогает их узнать.",
    )
    markup = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    field_order = ["section", "after", "text"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].label = "В раздел"
        self.fields["section"].empty_label = None
        self.fields["section"].required = False
        self.fields["section"].label_from_instance = lambda section: section.title or "Раздел без названия"
        self.fields["after"].widget = forms.HiddenInput()

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns as the person has named them; empty while nobody has."""
        known, named = {key for key, _ in COLUMNS}, []
        while (key := self.data.get(f"column_{len(named)}")) in known:
            named.append(key)
        return tuple(named)


@dataclass(frozen=True)
class Checked:
    """Rows ready to be taken, and a sentence for each thing that bars the way."""

    rows: list[dict[str, str]]
    refusals: list[str]


def check(pasted: Pasted) -> Checked:
    """Each row against the limits of its cells."""
    rows, refusals = [], []
    named = [key for key in pasted.columns if key != SKIPPED]
    if "activity" not in named:
        refusals.append("Укажите, в каком столбце мероприятия.")
    refusals += [f"Столбец «{LABELS[key]}» назван дважды." for key in ORDER if named.count(key) > 1]
    for number, cells in enumerate(pasted.rows, start=1):
        row = {FIELD_OF[key]: cell for key, cell in zip(pasted.columns, cells, strict=True) if key != SKIPPED}
        if "activity" in named and not row.get("text"):
            refusals.append(f"Строка {number}: нет текста мероприятия. Допишите его или уберите строку.")
        refusals += [f"Строка {number}: {refusal}" for refusal in _too_long(row)]
        rows.append(row)
    return Checked(rows, refusals)


def _too_long(row: dict[str, str]) -> list[str]:
    limits = {name: ActivityForm.base_fields[name].max_length for name in row}
    return [
        f"в ячейке «{CELLS[name]}» больше {limits[name]} знаков. Сократите её."
        for name, text in row.items()
        if len(text) > limits[name]
    ]
