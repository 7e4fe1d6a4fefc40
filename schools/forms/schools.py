"""What is typed about schools, checked."""

from django import forms

from config.forms import day_input
from schools.models import School


class SchoolForm(forms.ModelForm):
    class Meta:
        model = School
        fields = [
            "short_name", "name", "kind", "code", "ogrn", "address",
            "latitude", "longitude", "is_rural", "is_base", "closed_on",
        ]  # fmt: skip
        localized_fields = ["latitude", "longitude"]
        widgets = {"closed_on": day_input()}
        help_texts = {"closed_on": "Заполните, если школы больше нет"}
