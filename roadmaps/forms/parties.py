"""Which account a person named in the plans is."""

from django import forms

from roadmaps.accounts import Accounts
from roadmaps.models import Party
from schools.models import User


class TieForm(forms.Form):
    """One of the people of the municipality whose surname and initials agree."""

    user = forms.ModelChoiceField(User.objects.none())

    def __init__(self, *args, party: Party, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = Accounts.of(party.municipality_id).like(party.key)
        self.fields["user"].queryset = User.objects.filter(pk__in=[person.pk for person in people])
