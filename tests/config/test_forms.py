"""The way from a form to a service verb and of its refusal back."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from config.forms import attempt, day_input


class PlanForm(forms.Form):
    day = forms.DateField(widget=day_input())


def plan(*, day, by):
    return f"{by}: {day}"


def refusing(refusal):
    def verb(**facts):
        raise ValidationError(refusal)

    return verb


def test_verb_gets_what_the_form_holds():
    assert attempt(PlanForm({"day": "2026-11-21"}), plan, by="Лунёва") == "Лунёва: 2026-11-21"


def test_verb_is_not_called_with_nonsense():
    form = PlanForm({"day": "завтра"})
    assert attempt(form, refusing("Сюда не доходит")) is None
    assert list(form.errors) == ["day"]


@pytest.mark.parametrize(
    ("refusal", "where"), [("Нельзя", "__all__"), ({"day": "Рано"}, "day"), ({"school": "Чужая"}, "__all__")]
)
def test_refusal_stands_where_a_person_looks(refusal, where):
    form = PlanForm({"day": "2026-11-21"})
    assert attempt(form, refusing(refusal)) is None
    assert list(form.errors) == [where]


def test_date_is_written_as_the_browser_wants_it():
    assert 'value="2026-11-21"' in str(PlanForm(initial={"day": "2026-11-21"})["day"])


class ChoiceForm(forms.Form):
    kind = forms.ChoiceField(choices=[("", "Любой"), ("Группа", [("a<b", "А & Б"), ("v", "В")])], initial="a<b")


def test_a_list_to_choose_from_has_its_groups_its_choice_and_nothing_unescaped():
    html = str(ChoiceForm()["kind"])
    assert '<option value="">Любой</option>' in html
    assert '<optgroup label="Группа">' in html
    assert '<option value="a&lt;b" selected>А &amp; Б</option>' in html
