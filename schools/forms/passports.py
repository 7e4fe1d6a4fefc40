"""What is typed into a social passport, checked."""

from django import forms

from schools.models import SocialPassport


class PassportForm(forms.ModelForm):
    """Shares for a year. An empty field means «нет данных» and is never counted as zero."""

    class Meta:
        model = SocialPassport
        fields = [
            "pupils_count", "parents_with_degree_percent", "single_parent_percent", "large_families_percent",
            "good_marks_percent", "preventive_register_percent", "vacancies_count",
        ]  # fmt: skip
        # «26,5» is how a share is written here; a field of the kind "number" would refuse it.
        localized_fields = [name for name in fields if name.endswith("_percent")]
        widgets = {name: forms.TextInput(attrs={"inputmode": "decimal"}) for name in localized_fields}
