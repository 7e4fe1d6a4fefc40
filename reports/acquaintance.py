"""Whom an order goes round to."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from reports.models import Order
from schools.models import RunSchool, School, User
from schools.roles import WORKS_IN_A_SCHOOL
from schools.school_year import SchoolYear

HALF_A_YEAR = timedelta(days=182)


def readers(order: Order, day: date) -> QuerySet[User]:
    """Directors and curators of the schools that the order touches, as of the day."""
    schools = _schools(order, day)
    assignments = School.curators.through.objects.current(day).filter(school__in=schools)
    directs = Q(role__in=WORKS_IN_A_SCHOOL, school__in=schools)
    people = User.objects.active().filter(municipality=order.municipality_id)
    people = people.filter(directs | Q(pk__in=assignments.values("curator")))
    return people.select_related("school").order_by("last_name", "first_name", "pk")


def _schools(order: Order, day: date) -> QuerySet[School]:
    """The schools that it puts on a list, or the school of its roadmap.

    Otherwise the supported ones of the year that the roadmap is for, else of the day.
    """
    schools = School.objects.filter(municipality=order.municipality_id).open()
    roadmap = order.roadmap
    if order.run_id:
        return schools.filter(pk__in=RunSchool.objects.on_a_list().filter(run=order.run_id).values("school"))
    if roadmap is None:
        return schools.supported(SchoolYear.of(day).first)
    if roadmap.school_id:
        return schools.filter(pk=roadmap.school_id)
    planned = schools.supported(SchoolYear.of(min(roadmap.starts_on + HALF_A_YEAR, roadmap.ends_on)).first)
    return planned if planned.exists() else schools.supported(SchoolYear.of(day).first)
