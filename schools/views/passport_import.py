"""Passports of many schools from one table: handed in, looked over, taken, taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from config.access import require
from config.templatetags.opora import plural
from config.uploads import UploadRefused
from schools import services
from schools.forms import PassportFileForm, TableColumnsForm
from schools.importers.passports import SCHOOL_KEY
from schools.importers.sheet import TableRefused
from schools.models import PassportImport
from schools.passport_changes import digest_of
from schools.permissions import can_import_passports
from schools.school_year import SchoolYear
from schools.services.passport_imports import PassportReading
from schools.views.carrying import carry_out
from schools.views.summary import passport_years

UNREADABLE = (TableRefused, UploadRefused)
MOST_SHOWN = 200  # errors on the page
MOST_IMPORTS = 10  # earlier tables below the form
NO_SCHOOLS = "Укажите, в какой графе стоит школа."


@require_http_methods(["GET", "POST"])
def import_passports(request: HttpRequest) -> HttpResponse:
    require(can_import_passports(request.user))
    form = PassportFileForm(request.POST or None, request.FILES or None, years=passport_years())
    if form.is_valid():
        try:
            year, upload = form.cleaned_data["year"], form.cleaned_data["file"]
            row = services.begin_passport_import(upload, form.sheets, year, by=request.user)
            return redirect("schools:review_passports", row.pk)
        except TableRefused as refusal:
            form.add_error(None, str(refusal))
    imports = PassportImport.objects.visible_to(request.user).select_related("file", "created_by").defer("replaced")
    return render(request, "schools/import_passports.html", {"form": form, "imports": imports[:MOST_IMPORTS]})


@require_http_methods(["GET", "POST"])
def review_passports(request: HttpRequest, pk: int) -> HttpResponse:
    """What the table changes; a POST says what its columns mean."""
    row = _fetch(request, pk)
    context = {"row": row, "year": SchoolYear(row.year)}
    if not row.is_waiting:
        return render(request, "schools/review_passports.html", context | {"taken": len(row.replaced)})
    try:
        reading = services.read_passport_import(row)
    except UNREADABLE as refusal:
        messages.error(request, str(refusal))
        return redirect("schools:import_passports")
    form = _columns_form(request, reading)
    if request.method == "POST" and form.is_valid():
        services.set_passport_columns(row, form.meanings)
        messages.success(request, "Графы запомнены: следующая таблица с такими заголовками прочитается так же.")
        return redirect("schools:review_passports", pk)
    return render(request, "schools/review_passports.html", context | _shown(reading) | {"form": form})


def _columns_form(request: HttpRequest, reading: PassportReading) -> TableColumnsForm:
    labels = {SCHOOL_KEY: "Школа"} | {question.code: question.label for question in reading.questions}
    titles = [reading.heading.text(place) for place in range(len(reading.keys))]
    form = TableColumnsForm(request.POST or None, titles=titles, keys=reading.keys, labels=labels)
    if form.is_valid() and SCHOOL_KEY not in form.meanings:
        form.add_error(None, NO_SCHOOLS)
    return form


def _shown(reading: PassportReading) -> dict:
    changes, errors = reading.changes, reading.table.errors
    to_take = [change for change in changes if change.is_new or change.is_changed]
    return {
        "new": sum(change.is_new for change in changes),
        "changed": sum(change.is_changed for change in changes),
        "same": len(changes) - len(to_take),
        "to_take": to_take,
        "seen": digest_of(changes),
        "asked": [text for change in to_take for text in change.asked],
        "errors": errors[:MOST_SHOWN],
        "errors_count": len(errors),
    }


@require_POST
def take_passports(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        pressed = {"only_good": "only_good" in request.POST, "seen": request.POST.get("seen", "")}
        taken = carry_out(request, services.take_passports, _fetch(request, pk), **pressed)
    except UNREADABLE as refusal:
        messages.error(request, str(refusal))
        return redirect("schools:import_passports")
    if taken is not None:
        messages.success(request, f"Загружены паспорта: {plural(taken, 'школа,школы,школ')}.")
    return redirect("schools:review_passports", pk)


@require_POST
def undo_passports(request: HttpRequest, pk: int) -> HttpResponse:
    left = carry_out(request, services.undo_passports, _fetch(request, pk))
    if left:
        messages.warning(request, f"Паспорта, которые потом правили, остались: {plural(left, 'школа,школы,школ')}.")
    return redirect("schools:review_passports", pk)


@require_POST
def discard_passports(request: HttpRequest, pk: int) -> HttpResponse:
    row = _fetch(request, pk)
    carry_out(request, services.discard_passports, row, said="Таблица удалена: из неё ничего не взято.")
    return redirect("schools:import_passports")


def _fetch(request: HttpRequest, pk: int) -> PassportImport:
    rows = PassportImport.objects.visible_to(request.user).select_related("file", "applied_by", "undone_by")
    row = get_object_or_404(rows, pk=pk)
    require(can_import_passports(request.user))
    return row
