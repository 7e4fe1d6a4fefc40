"""Who looks after which school."""

from datetime import date

from django.contrib import messages
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.access import require
from config.alphabet import alphabet
from config.forms import attempt
from config.lists import show_list
from curators import services
from curators.filters import AssignmentFilter
from curators.forms import AssignmentForm, EndForm
from curators.models import Assignment
from curators.permissions import can_assign, can_see_work
from curators.tables import AssignmentTable
from curators.views.choices import asked_school
from schools.models import School, User
from schools.school_year import SchoolYear

OF_CURATOR = ("last_name", "first_name", "patronymic")


def schools_with_curators(user, day: date) -> QuerySet:
    """A row for each visible school and each of its curators of that day; a school without one is a row, too.

    Schools of this year's lists come first: they are the ones that need a curator.
    """
    in_force = Q(assignments__starts_on__lte=day) & (Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=day))
    on_a_list = School.objects.supported(SchoolYear.of(day).first).filter(pk=OuterRef("pk"))
    names = (f"now__curator__{part}" for part in OF_CURATOR)
    return (
        School.objects.visible_to(user)
        .open()
        .annotate(now=FilteredRelation("assignments", condition=in_force), is_supported=Exists(on_a_list))
        .order_by("-is_supported", *alphabet("short_name"), "now__pk")
        .values(
            "pk", "short_name", "is_supported", "now__pk", "now__starts_on", "now__ends_on", "now__by_order", *names
        )
    )


@require_GET
def assignments(request: HttpRequest) -> HttpResponse:
    require(can_see_work(request.user))
    return show_list(
        request,
        queryset=schools_with_curators(request.user, clock.today()),
        table_class=AssignmentTable,
        filter_class=AssignmentFilter,
        template="curators/assignments.html",
        extra={"can_assign": can_assign(request.user)},
    )


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest) -> HttpResponse:
    require(can_assign(request.user))
    today = clock.today()
    schools = School.objects.visible_to(request.user).open()
    form = AssignmentForm(
        request.POST or None,
        schools=schools,
        curators=User.objects.visible_to(request.user).may_look_after(),
        today=today,
        initial={"school": asked_school(request, schools), "starts_on": today},
    )
    if request.method == "POST" and (assignment := attempt(form, services.assign, by=request.user)):
        messages.success(request, f"Куратор закреплён: {assignment.curator}, {assignment.school}.")
        return redirect("curators:assignments")
    return render(request, "curators/assign.html", {"form": form})


@require_http_methods(["GET", "POST"])
def end_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the last day. One that has ended stays as it is: the answer is 404."""
    today = clock.today()
    rows = Assignment.objects.visible_to(request.user).exclude(ends_on__lt=today)
    assignment = get_object_or_404(rows.select_related("school", "curator"), pk=pk)
    require(can_assign(request.user))
    form = EndForm(request.POST or None, initial={"ends_on": max(today, assignment.starts_on)})
    if request.method == "POST" and attempt(form, services.end, assignment, by=request.user):
        messages.success(request, f"Закрепление завершено: {assignment.curator}, {assignment.school}.")
        return redirect("curators:assignments")
    context = {"form": form, "assignment": assignment, "cancel_url": reverse("curators:assignments")}
    return render(request, "curators/end_assignment.html", context)
