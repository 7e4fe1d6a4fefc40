"""What to do with the rows that are marked in the table."""

import re

from django import forms
from django.core.exceptions import ValidationError

from roadmaps.forms.rows import ActivityForm
from roadmaps.models import Roadmap, Section

MOST_ROWS = 1000
ROW = re.compile(r"([1-9]\d{0,17})-([1-9]\d{0,8})", re.ASCII)
SHIFT, REPLACE, ADD, DOCUMENT, MOVE, DELETE = "shift", "replace", "add", "document", "move", "delete"
ACTIONS = [
    (SHIFT, "Сдвинуть сроки"),
    (REPLACE, "Заменить ответственных"),
    (ADD, "Добавить ответственных"),
    (DOCUMENT, "Записать выходной документ"),
    (MOVE, "Перенести в раздел"),
    (DELETE, "Удалить"),
]
ASKED = {SHIFT: ("amount",), REPLACE: ("responsible_text",), ADD: ("responsible_text",), MOVE: ("section",)}
EMPTY = {
    "amount": "Укажите, на сколько сдвинуть.",
    "responsible_text": "Напишите, кто отвечает.",
    "section": "Выберите раздел.",
}


class RowsField(forms.Field):
    """Marked rows as «key-version»; gives the versions by key."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"required": "Отметьте строки, которые нужно изменить."}

    def to_python(self, value: list[str] | None) -> dict[int, int]:
        found = [ROW.fullmatch(one) for one in value or []]
        if not all(found) or len(found) > MOST_ROWS:
            raise ValidationError("Отметьте строки в таблице ещё раз.")
        return {int(match[1]): int(match[2]) for match in found if match}


class BatchForm(forms.Form):
    """The rows, the action, and what the action needs; fields of the other actions are not looked at."""

    rows = RowsField(label="Строки")
    action = forms.ChoiceField(label="Что сделать", choices=ACTIONS)
    amount = forms.IntegerField(label="На сколько", required=False, min_value=1, max_value=60, initial=1)
    unit = forms.ChoiceField(
        label="Чего", choices=[("months", "месяцев"), ("weeks", "недель")], required=False, initial="months"
    )
    direction = forms.ChoiceField(
        label="Куда", choices=[("later", "позже"), ("earlier", "раньше")], required=False, initial="later"
    )
    responsible_text = ActivityForm.base_fields["responsible_text"]
    output_documents = ActivityForm.base_fields["output_documents"]
    section = forms.ModelChoiceField(Section.objects.none(), label="В раздел", required=False)

    def __init__(self, *args, roadmap: Roadmap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = roadmap.sections.all()
        self.fields["section"].label_from_instance = lambda section: section.title or "Раздел без названия"

    def clean(self) -> dict:
        data = super().clean()
        for name in ASKED.get(data.get("action"), ()):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, EMPTY[name])
        return data

    @property
    def facts(self) -> dict:
        """What the verb of the action takes."""
        data = self.cleaned_data
        signed = (data["amount"] or 0) * (-1 if data["direction"] == "earlier" else 1)
        asked = {
            SHIFT: {data["unit"] or "months": signed},
            REPLACE: {"text": data["responsible_text"], "replace": True},
            ADD: {"text": data["responsible_text"], "replace": False},
            DOCUMENT: {"text": data["output_documents"]},
            MOVE: {"section": data["section"]},
            DELETE: {},
        }
        return {"rows": data["rows"], **asked[data["action"]]}
