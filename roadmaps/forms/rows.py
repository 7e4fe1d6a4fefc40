"""The cells of a row, wording as written, and where a row stands."""

from django import forms

from config.forms import lines_input
from roadmaps.cells import CELLS, TEXTS
from roadmaps.forms.fields import LONGEST_TEXT, OnceForm, VersionForm
from roadmaps.models import Activity, Roadmap, Section

MOST_DIGITS = 19  # of a key in the database


class DeadlineForm(forms.Form):
    deadline_text = forms.CharField(
        label=CELLS["deadline_text"], required=False, max_length=1000, widget=lines_input(2)
    )


class ActivityForm(DeadlineForm):
    number = forms.CharField(label=CELLS["number"], required=False, max_length=20)
    text = forms.CharField(label=CELLS["text"], max_length=LONGEST_TEXT, widget=lines_input(4))
    responsible_text = forms.CharField(
        label=CELLS["responsible_text"], required=False, max_length=2000, widget=lines_input(3)
    )
    result = forms.CharField(label=CELLS["result"], required=False, max_length=LONGEST_TEXT, widget=lines_input(3))
    output_documents = forms.CharField(
        label=CELLS["output_documents"], required=False, max_length=2000, widget=lines_input(2)
    )
    field_order = TEXTS

    def assist(self, *, preview_url: str, suggest_url: str) -> None:
        """Let the deadline show what is understood while it is typed, and responsible parties be completed."""
        self.fields["responsible_text"].widget.attrs["data-parties"] = suggest_url
        self.fields["deadline_text"].widget.attrs.update(
            {
                "hx-post": preview_url,
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#understood",
                "hx-swap": "outerHTML",
                "hx-params": "deadline_text",
                "aria-describedby": "understood",
            }
        )


class ActivityEditForm(VersionForm, ActivityForm):
    """A row that is there already."""


class AddActivityForm(OnceForm, ActivityForm):
    """A new row: its section, and a row to stand after."""

    section = forms.ModelChoiceField(Section.objects.none(), widget=forms.HiddenInput)
    after = forms.ModelChoiceField(Activity.objects.none(), required=False, widget=forms.HiddenInput)

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


class AddSectionForm(OnceForm, SectionForm):
    """A new section, which needs a title."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True


class SectionEditForm(VersionForm, SectionForm):
    """A section that is there already."""


class MoveForm(forms.Form):
    """One place up or down."""

    step = forms.TypedChoiceField(choices=[(-1, "Выше"), (1, "Ниже")], coerce=int)


class PlaceForm(forms.Form):
    """Where a row was dropped: the section, and the row above if there is one."""

    section = forms.ModelChoiceField(Section.objects.none())
    after = forms.ModelChoiceField(Activity.objects.none(), required=False)

    def __init__(self, *args, roadmap: Roadmap, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = roadmap.sections.all()
        self.fields["after"].queryset = roadmap.activities.all()


class SuggestForm(forms.Form):
    """What has been typed of a name so far."""

    typed = forms.CharField(required=False, max_length=200)
