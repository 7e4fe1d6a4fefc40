"""`manage.py identify`: shows and saves nothing."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from schools.models import IdentificationRun
from schools.services.equipping import give_methods
from tests.schools.factories import MunicipalityFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    municipality = MunicipalityFactory()
    give_methods(municipality)
    SchoolFactory(municipality=municipality, short_name="МБОУ ООШ № 76")
    return municipality


def said(*args) -> str:
    out = StringIO()
    call_command("identify", *args, stdout=out)
    return out.getvalue()


def test_json(town):
    found = json.loads(said("--municipality", str(town.pk), "--year", "2026", "--method", "points", "--json"))
    assert (found["method"], found["version"], found["year"]) == ("points", 1, 2026)
    [row] = found["schools"]
    assert row["school"] == "МБОУ ООШ № 76"
    assert (row["points"], row["flags"], len(row["missing"])) == (0, [], 6)
    assert row["sentence"].startswith("не хватает данных")
    assert not IdentificationRun.objects.exists()


def test_words(town):
    told = said("--municipality", town.name, "--year", "2026", "--method", "points")
    assert "МБОУ ООШ № 76 [Не в списке]: не хватает данных" in told


@pytest.mark.parametrize(
    ("args", "refusal"),
    [
        (("--municipality", "999999999", "--method", "points"), "Укажите муниципалитет"),
        (("--municipality", "нет", "--method", "points"), "Укажите муниципалитет"),
        (("--method", "x"), "Нет действующей методики «x». Есть: combined, points, thresholds."),
    ],
)
def test_what_is_not_there_is_named(town, args, refusal):
    with pytest.raises(CommandError, match=refusal):
        said("--year", "2026", *args)


@pytest.mark.parametrize("year", ["0", "-5", "99999", "10000", "abc", "²026", ""])
def test_a_year_that_cannot_be_is_refused(town, year):
    with pytest.raises(CommandError, match="Укажите год"):
        said(f"--year={year}", "--method", "points")


def test_a_year_and_a_method_have_to_be_said(town):
    with pytest.raises(CommandError, match="Укажите год"):
        said()
    with pytest.raises(CommandError, match="Нет действующей методики"):
        said("--year", "2026")
