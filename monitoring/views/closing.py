"""A school is closed, joined to another, or opened again. It stands here because here all open work is seen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from config.access import require
from config.forms import attempt
from monitoring.open_work import open_work
from schools import services
from schools.forms import ClosingForm, MergingForm, ReopeningForm
from schools.models import School
from schools.permissions import can_close_schools


@require_http_methods(["GET", "POST"])
def close_school(request: HttpRequest, pk: int) -> HttpResponse:
    school, today = _school(request, pk), clock.today()
    if request.method == "GET" and school.closed_on:
        return _closed_already(request, school)
    form = ClosingForm(request.POST or None, today=today, initial={"closed_on": today})
    if request.method == "POST" and attempt(form, services.close_school, school, by=request.user):
        messages.success(request, f"{school} закрыта. Всё, что о ней известно, осталось на её странице.")
        return redirect("schools:show", pk)
    return _ask(request, "monitoring/close_school.html", school, form)


@require_http_methods(["GET", "POST"])
def merge_school(request: HttpRequest, pk: int) -> HttpResponse:
    school, today = _school(request, pk), clock.today()
    if request.method == "GET" and school.closed_on:
        return _closed_already(request, school)
    others = School.objects.visible_to(request.user).open().exclude(pk=pk)
    form = MergingForm(request.POST or None, schools=others, today=today, initial={"closed_on": today})
    if request.method == "POST" and attempt(form, services.merge_school, school, by=request.user):
        into = form.cleaned_data["into"]
        messages.success(request, f"{school} присоединена к школе {into}. Её прошлое видно на странице присоединившей.")
        return redirect("schools:show", into.pk)
    return _ask(request, "monitoring/merge_school.html", school, form)


@require_http_methods(["GET", "POST"])
def reopen_school(request: HttpRequest, pk: int) -> HttpResponse:
    school = _school(request, pk)
    what = "присоединение" if school.merged_into else "закрытие"
    if refusals := services.what_keeps_closed(school) if school.closed_on else ["Школа действует."]:
        messages.warning(request, " ".join([f"Отменить {what} нельзя.", *refusals]))
        return redirect("schools:show", pk)
    form = ReopeningForm(request.POST or None)
    if request.method == "POST" and attempt(form, services.reopen_school, school, by=request.user):
        messages.success(request, f"{school} снова действует.")
        return redirect("schools:show", pk)
    return _ask(request, "monitoring/reopen_school.html", school, form)


def _school(request: HttpRequest, pk: int) -> School:
    school = get_object_or_404(School.objects.visible_to(request.user).select_related("merged_into"), pk=pk)
    require(can_close_schools(request.user))
    return school


def _closed_already(request: HttpRequest, school: School) -> HttpResponse:
    """Nothing has been typed yet: what is sent to a closed school is refused in the form."""
    how = f"присоединена к школе {school.merged_into}" if school.merged_into else "закрыта"
    messages.warning(request, f"{school} уже {how} {school.closed_on:%d.%m.%Y}.")
    return redirect("schools:show", school.pk)


def _ask(request: HttpRequest, template: str, school: School, form) -> HttpResponse:
    context = {
        "school": school,
        "form": form,
        "work": open_work(school, clock.today()),
        "cancel_url": reverse("schools:show", args=[school.pk]),
    }
    return render(request, template, context)
