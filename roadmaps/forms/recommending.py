"""Which recommended activities a school takes into its roadmap."""

from collections.abc import Sequence

from django import forms

from roadmaps.forms.fields import OnceForm
from roadmaps.models import Roadmap, Section
from roadmaps.recommended import Offered
from schools.models import RecommendedActivity


class RecommendForm(OnceForm):
    section = forms.ModelChoiceField(
        Section.objects.none(), label="В раздел", required=False, empty_label="Новый раздел «Работа с рисками школы»"
    )
    rows = forms.ModelMultipleChoiceField(
        RecommendedActivity.objects.none(),
        label="Мероприятия",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одно мероприятие."},
    )

    def __init__(self, *args, roadmap: Roadmap, offered: Sequence[Offered], **options) -> None:
        super().__init__(*args, **options)
        self.fields["section"].queryset = roadmap.sections.all()
        self.fields["section"].label_from_instance = lambda section: section.title or "Раздел без названия"
        keys = [offer.activity.pk for one in offered for offer in one.offers if not offer.is_taken]
        self.fields["rows"].queryset = RecommendedActivity.objects.filter(pk__in=keys).in_order()
        self.fields["rows"].choices = [(key, str(key)) for key in keys]

    @property
    def marked(self) -> set[str]:
        return {str(getattr(value, "pk", value)) for value in self["rows"].value() or ()}
