"""Which rows of a document go into the draft."""

from collections.abc import Collection

from django import forms

from roadmaps.matching import Comparison


class UpdateForm(forms.Form):
    """Changed and new rows and texts are ticked at first, but for those that a person has changed in the draft.

    `edited` are the keys of such rows, `is_head_edited` is for the texts. A row that the document no longer has goes
    only if ticked.
    """

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    take = forms.MultipleChoiceField(
        label="Строки и тексты",
        error_messages={
            "required": "Отметьте хотя бы одну строку.",
            "invalid_choice": "Такой строки в сравнении нет: обновите страницу.",
        },
    )

    def __init__(
        self, *args, comparison: Comparison, edited: Collection[int] = (), is_head_edited: bool = False, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        head = [f"head-{part}" for part in comparison.head]
        changed = [f"changed-{item.old}" for item in comparison.changed]
        new = [f"new-{item.new}" for item in comparison.new]
        choices = [*head, *changed, *new, *(f"gone-{item.old}" for item in comparison.gone)]
        first = {*changed, *new, *(() if is_head_edited else head)} - {f"changed-{key}" for key in edited}
        self.fields["take"].choices = [(key, key) for key in choices]
        self.ticked = set(self.data.getlist("take") if self.is_bound else first)
