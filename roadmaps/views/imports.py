"""From a document of the office to a draft: hand in, look over, correct, accept."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import files
from config.access import require
from config.models import Job
from config.uploads import UploadRefused
from roadmaps import permissions as may
from roadmaps.cells import CELLS, TEXTS
from roadmaps.forms import ActivityForm, ColumnsForm, ImportHeadForm, UploadForm
from roadmaps.importers import NoRoadmapTable, RoadmapReading
from roadmaps.models import RoadmapImport
from roadmaps.review import review, row_at
from roadmaps.services import importing, updating
from roadmaps.views.answers import attempt

READ_AGAIN = "Таблица прочитана заново."
MOST_DIGITS = 6  # of a row's number


def fetch_import(request: HttpRequest, pk: int) -> RoadmapImport:
    rows = RoadmapImport.objects.visible_to(request.user).select_related("file", "roadmap")
    return get_object_or_404(rows, pk=pk)


def fetch_waiting(request: HttpRequest, pk: int) -> RoadmapImport:
    """An import that the person may correct and accept."""
    imported = fetch_import(request, pk)
    require(may.can_review(request.user, imported))
    return imported


@require_http_methods(["GET", "POST"])
def import_roadmap(request: HttpRequest) -> HttpResponse:
    require(may.can_create(request.user))
    form = UploadForm(*(request.POST, request.FILES) if request.method == "POST" else ())
    if form.is_valid():
        try:
            taken = importing.hand_in(form.cleaned_data["file"], by=request.user)
        except (UploadRefused, NoRoadmapTable) as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("job" if isinstance(taken, Job) else "roadmaps:review_import", taken.pk)
    return render(request, "roadmaps/import.html", {"form": form})


@require_GET
def review_import(request: HttpRequest, pk: int) -> HttpResponse:
    imported = fetch_import(request, pk)
    reading = RoadmapReading.from_dict(imported.reading)
    can_correct = may.can_review(request.user, imported) and imported.roadmap is None
    context = {
        "imported": imported,
        "drafts": updating.likely_drafts(imported, by=request.user) if can_correct else [],
        "reading": reading,
        "review": review(reading),
        "can_correct": can_correct,
    }
    return render(request, "roadmaps/review.html", context)


@require_http_methods(["GET", "POST"])
def correct_head(request: HttpRequest, pk: int) -> HttpResponse:
    imported = fetch_waiting(request, pk)
    reading = RoadmapReading.from_dict(imported.reading)
    starts_on, ends_on = reading.period or (None, None)
    initial = {"title": reading.title, "starts_on": starts_on, "ends_on": ends_on}
    form = ImportHeadForm(request.POST or None, initial=initial)
    if form.is_valid():
        attempt(request, importing.correct_head, imported, success="Исправлено.", **form.cleaned_data)
        return redirect("roadmaps:review_import", pk)
    return render(request, "roadmaps/review_head.html", {"form": form, "imported": imported})


@require_http_methods(["GET", "POST"])
def correct_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row of the document, `?row=` counted from zero."""
    imported = fetch_waiting(request, pk)
    wanted = request.GET.get("row", "0")
    index = int(wanted) if wanted.isdecimal() and len(wanted) < MOST_DIGITS else -1
    row = row_at(RoadmapReading.from_dict(imported.reading), index)
    if row is None:
        raise Http404
    form = ActivityForm(request.POST or None, initial=_texts(row))
    if form.is_valid():
        attempt(
            request, importing.correct_row, imported, index=index, success="Строка исправлена.", **form.cleaned_data
        )
        return redirect(reverse("roadmaps:review_import", args=[pk]) + f"#r{index}")
    return render(request, "roadmaps/review_row.html", {"form": form, "imported": imported, "row": row})


@require_http_methods(["GET", "POST"])
def name_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Another meaning for the columns of the table; what that would undo is shown before it happens."""
    imported = fetch_waiting(request, pk)
    reading = RoadmapReading.from_dict(imported.reading)
    form = ColumnsForm(request.POST if request.method == "POST" else None, reading=reading)
    lost: list = []
    if form.is_valid():
        may_lose = form.cleaned_data["may_lose"] or 0
        try:
            attempt(request, importing.name_columns, imported, keys=form.keys, may_lose=may_lose, success=READ_AGAIN)
            return redirect("roadmaps:review_import", pk)
        except importing.CorrectionsLost as refusal:
            lost = [(CELLS[item.name], item) for item in refusal.lost]
    return render(request, "roadmaps/review_columns.html", {"form": form, "imported": imported, "lost": lost})


def _texts(row) -> dict:
    return {name: getattr(row.read, name) for name in TEXTS} | {"output_documents": row.documents}


@require_POST
def accept_import(request: HttpRequest, pk: int) -> HttpResponse:
    imported = fetch_waiting(request, pk)
    school = None if may.can_create_municipal(request.user) else request.user.school
    if not attempt(request, importing.accept, imported, school=school):
        return redirect("roadmaps:correct_import", pk)
    imported.refresh_from_db()
    messages.success(request, "Черновик дорожной карты создан. Проверьте строки и отправьте на согласование.")
    return redirect("roadmaps:show", imported.roadmap_id)


@require_GET
def import_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as it was handed in."""
    return files.send(fetch_import(request, pk).file)
