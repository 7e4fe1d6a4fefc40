"""Visits and consultations: the register, one of them, writing one down, correcting it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.access import require
from config.forms import attempt
from config.lists import show_list
from curators import services
from curators.filters import ConsultationFilter, VisitFilter
from curators.forms import PURPOSES, ConsultationForm, RecordForm, VisitForm
from curators.models import Consultation, Visit
from curators.permissions import can_edit_record, can_look_after, can_see_work, schools_in_care
from curators.tables import ConsultationTable, VisitTable
from curators.views.choices import asked_school
from schools.models import School


@require_GET
def visits(request: HttpRequest) -> HttpResponse:
    return _register(request, Visit, VisitTable, VisitFilter, "curators/visits.html")


@require_GET
def consultations(request: HttpRequest) -> HttpResponse:
    return _register(request, Consultation, ConsultationTable, ConsultationFilter, "curators/consultations.html")


@require_GET
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _seen(Visit, request.user, pk), "curators/visit.html")


@require_GET
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _seen(Consultation, request.user, pk), "curators/consultation.html")


@require_http_methods(["GET", "POST"])
def add_visit(request: HttpRequest) -> HttpResponse:
    form = _new(request, VisitForm, "visited_on")
    if request.method == "POST" and (row := attempt(form, services.record_visit, by=request.user)):
        messages.success(request, "Посещение записано.")
        return redirect("curators:visit", row.pk)
    return render(request, "curators/visit_form.html", {"form": form, "purposes": PURPOSES})


@require_http_methods(["GET", "POST"])
def add_consultation(request: HttpRequest) -> HttpResponse:
    form = _new(request, ConsultationForm, "held_on")
    if request.method == "POST" and (row := attempt(form, services.record_consultation, by=request.user)):
        messages.success(request, "Консультация записана.")
        return redirect("curators:consultation", row.pk)
    return render(request, "curators/consultation_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit_visit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, _seen(Visit, request.user, pk), VisitForm, "curators:visit", "curators/visit_form.html")


@require_http_methods(["GET", "POST"])
def edit_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    row = _seen(Consultation, request.user, pk)
    return _edit(request, row, ConsultationForm, "curators:consultation", "curators/consultation_form.html")


def _seen(model, user, pk: int):
    rows = model.objects.visible_to(user).select_related("school", "curator", "changed_by")
    return get_object_or_404(rows, pk=pk)


def _register(request, model, table_class, filter_class, template: str) -> HttpResponse:
    require(can_see_work(request.user))
    return show_list(
        request,
        queryset=model.objects.visible_to(request.user).select_related("school", "curator"),
        table_class=table_class,
        filter_class=filter_class,
        template=template,
        extra={"can_add": can_look_after(request.user, clock.today())},
    )


def _show(request, row, template: str) -> HttpResponse:
    today = clock.today()
    may = {"can_edit": can_edit_record(request.user, row, today), "can_recommend": can_look_after(request.user, today)}
    return render(request, template, {"row": row, **may})


def _new(request, form_class: type[RecordForm], day: str) -> RecordForm:
    """The form of a new record about a school in the person's care; 403 where there is none."""
    today = clock.today()
    schools = schools_in_care(request.user, today)
    require(schools.exists())
    initial = {"school": asked_school(request, schools), day: today}
    return form_class(request.POST or None, schools=schools, today=today, initial=initial)


def _edit(request, row, form_class: type[RecordForm], page: str, template: str) -> HttpResponse:
    """Correct a record; 409 with both texts when somebody else has corrected it meanwhile."""
    today = clock.today()
    require(can_edit_record(request.user, row, today))
    schools = schools_in_care(request.user, today) | School.objects.filter(pk=row.school_id)
    form = form_class(request.POST or None, instance=row, schools=schools, today=today)
    if request.method == "POST" and attempt(form, services.change, row, by=request.user):
        messages.success(request, "Исправления сохранены.")
        return redirect(page, row.pk)
    stored = _stored_meanwhile(form, row)
    context = {"form": form, "row": row, "stored": stored, "purposes": PURPOSES}
    return render(request, template, context, status=409 if stored else 200)


def _stored_meanwhile(form: RecordForm, row):
    """What is stored now, if the form was refused because of it."""
    if not form.has_error("__all__", "conflict"):
        return None
    stored = type(row).objects.select_related("changed_by").get(pk=row.pk)
    form.show_conflict(stored)
    return stored
