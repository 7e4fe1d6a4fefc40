"""Which rows of the municipal roadmap a school takes into its own."""

from django import forms

from roadmaps.forms.fields import OnceForm
from roadmaps.models import Activity, Roadmap
from schools.models import School


class DeriveForm(OnceForm):
    """The school is asked only of who may choose it (`schools` is not None)."""

    school = forms.ModelChoiceField(School.objects.none(), label="Школа", empty_label="Выберите школу")
    rows = forms.ModelMultipleChoiceField(
        Activity.objects.none(),
        label="Мероприятия",
        help_text="Отмечены те, за которые отвечает школа: «руководители школ», все школы или она сама.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одно мероприятие."},
    )

    def __init__(self, *args, roadmap: Roadmap, schools=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rows"].queryset = roadmap.activities.in_order()
        if schools is None:
            del self.fields["school"]
        else:
            self.fields["school"].queryset = schools
