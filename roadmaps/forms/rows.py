"""The cells of a row, wording as written, and where a row stands."""

from django import forms

from config.forms import lines_input
from roadmaps.forms.fields import LONGEST_TEXT, VersionForm
from roadmaps.models import Activity, Roadmap, Section

MOST_DIGITS = 19  # of a key in the database


class DeadlineForm(forms.Form):
    deadline_text = forms.CharField(label="Срок", required=False, max_length=1000, widget=lines_input(2))


class ActivityForm(DeadlineForm):
    number = forms.CharField(label="№", required=False, max_length=20)
    text = forms.CharField(label="Мероприятие", max_length=LONGEST_TEXT, widget=lines_input(4))
    responsible_text = forms.CharField(label="Ответственные", required=False, max_length=2000, widget=lines_input(3))
    result = forms.CharField(label="Результат", required=False, max_length=LONGEST_TEXT, widget=lines_input(3))
    output_documents = forms.CharField(
        label="Выходной документ", required=False, max_length=2000, widget=lines_input(2)
    )
    field_order = ["number", "text", "deadline_text", "responsible_text", "result", "output_documents"]

    def preview(self, url: str) -> None:
        """Let the deadline show at `url` what is understood while it is typed."""
        self.fields["deadline_text"].widget.attrs.update(
            {
                "hx-post": url,
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#understood",
                "hx-swap": "outerHTML",
                "hx-params": "deadline_text",
                "aria-describedby": "understood",
            }
        )


class ActivityEditForm(VersionForm, ActivityForm):
    """A row that is there already."""


class AddActivityForm(ActivityForm):
    """A new row: its section, and a row to stand after, or the place to come back to after a deletion."""

    section = forms.ModelChoiceField(Section.objects.none(), widget=forms.HiddenInput)
    after = forms.ModelChoiceField(Activity.objects.none(), required=False, widget=forms.HiddenInput)
    position = forms.IntegerField(required=False, min_value=1, max_value=100_000, widget=forms.HiddenInput)

    def __init__(self, *args, roadmap: Roadmap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = roadmap.sections.all()
        self.fields["after"].queryset = roadmap.activities.all()

        if not self.is_bound:
            self.initial.setdefault("section", roadmap.sections.values_list("pk", flat=True).last())

    def place_is_known(self) -> bool:
        """Whether section and row are this roadmap's own; a new form without a section means the last one."""
        section, after = self["section"].value(), self["after"].value()
        return self._has("section", section) and (not after or self._has("after", after))

    def _has(self, name: str, value: str | int | None) -> bool:
        value = str(value)
        return value.isdecimal() and len(value) < MOST_DIGITS and self.fields[name].queryset.filter(pk=value).exists()


class SectionForm(forms.Form):
    title = forms.CharField(label="Название раздела", max_length=500, required=False, widget=lines_input(2))


class SectionEditForm(VersionForm, SectionForm):
    """A section that is there already."""


class MoveForm(forms.Form):
    """One place up or down."""

    step = forms.TypedChoiceField(choices=[(-1, "Выше"), (1, "Ниже")], coerce=int)
