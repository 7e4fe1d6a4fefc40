"""The demonstration: an invented municipality with a year of work behind it, and a small second one beside it."""

from datetime import date

from django.db import transaction

from reports.demonstration import people, places
from reports.demonstration.assessing import assess
from reports.demonstration.planning import Cast, plan, plan_little, sum_up
from reports.demonstration.registering import register
from reports.demonstration.results import tell_results
from reports.demonstration.settling import accounts_file, hand_out_passwords, settle
from reports.demonstration.working import remind, work
from schools.models import Municipality
from schools.school_year import SchoolYear


def load(today: date) -> None:
    """Make the demonstration's data as of `today`, once; a database that has them stays as it is."""
    with transaction.atomic():
        is_new = not Municipality.objects.filter(name=places.ZARECHNY.name).exists()
        if is_new:
            _make(today)
        if is_new or not accounts_file().exists():
            hand_out_passwords()


def _make(today: date) -> None:
    year = SchoolYear.of(today)
    large = Cast(settle(places.ZARECHNY, places.ZARECHNY_SCHOOLS, people.ZARECHNY_PEOPLE, year))
    register(large.municipality, places.ZARECHNY_SCHOOLS, year)
    tell_results(large.municipality, places.ZARECHNY_SCHOOLS, year)
    plan(large, year, today)
    work(large, year, today)
    assess(large, year, today)
    sum_up(large)
    small = Cast(settle(places.TIKHORECHYE, places.TIKHORECHYE_SCHOOLS, people.TIKHORECHYE_PEOPLE, year))
    register(small.municipality, places.TIKHORECHYE_SCHOOLS, year)
    tell_results(small.municipality, places.TIKHORECHYE_SCHOOLS, year)
    plan_little(small, year)
    remind(today)
