"""Tables of results: hand in, look over, correct, take, take back."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import files
from config.access import require
from config.forms import attempt
from config.lists import show_list
from config.models import Job
from config.uploads import UploadRefused
from schools import services
from schools.forms import AboutTableForm, ResultColumnsForm, ResultSchoolsForm, ResultUploadForm
from schools.importers.results import LAYOUTS
from schools.importers.sheet import TableRefused
from schools.importers.words import SUBJECTS
from schools.models import ResultImport, ResultLine, School
from schools.permissions import can_edit_results, can_see_result_imports
from schools.result_lines import ResultLineFilter, ResultLineTable, ResultProblemTable, UnkeptLineTable
from schools.result_tables import ResultImportFilter, ResultImportTable

MISSING = {"year": "год", "procedure": "процедура", "subject": "предмет", "grade": "класс"}


@require_GET
def result_imports(request: HttpRequest) -> HttpResponse:
    require(can_see_result_imports(request.user))
    rows = ResultImport.objects.visible_to(request.user).defer("replaced")
    return show_list(
        request,
        queryset=rows.select_related("file", "created_by"),
        table_class=ResultImportTable,
        filter_class=ResultImportFilter,
        template="schools/results/imports.html",
        extra={"can_edit": can_edit_results(request.user)},
    )


@require_http_methods(["GET", "POST"])
def import_results(request: HttpRequest) -> HttpResponse:
    require(can_edit_results(request.user))
    form = ResultUploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data.pop("file")
        try:
            job = services.hand_in_results(upload, by=request.user, **form.cleaned_data)
        except (UploadRefused, TableRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("job", job.pk)
    return render(request, "schools/results/import.html", {"form": form, "subjects": SUBJECTS})


@require_GET
def review_results(request: HttpRequest, pk: int) -> HttpResponse:
    result_import = _fetch(request, pk)
    require(can_see_result_imports(request.user))
    read = result_import.summary
    good_count = sum(read.get(name, 0) for name in ("new_count", "changed_count", "same_count"))
    context = {
        "result_import": result_import,
        "read": read,
        "layout": LAYOUTS.get(read.get("layout", ""), ""),
        "missing": [MISSING[name] for name in MISSING if name in read.get("missing", ())],
        "good_count": good_count,
        "can_edit": can_edit_results(request.user),
        "can_take": can_edit_results(request.user) and result_import.is_waiting and good_count and not read["missing"],
    }
    has_problems = request.GET.get("state") in ResultLine.PROBLEMS
    lines = result_import.lines.all() if has_problems else result_import.lines.exclude(state__in=ResultLine.PROBLEMS)
    of_kept = ResultProblemTable if has_problems else ResultLineTable
    return show_list(
        request,
        queryset=lines,
        table_class=of_kept if "lines" in read else UnkeptLineTable,
        filter_class=ResultLineFilter,
        template="schools/results/review.html",
        extra=context | {"has_problems": has_problems},
    )


@require_http_methods(["GET", "POST"])
def tell_about_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Year, procedure, subject and grade of a table that does not say them."""
    result_import = _fetch_own(request, pk)
    form = AboutTableForm(request.POST if request.method == "POST" else None, initial=result_import.given)
    if request.method == "POST" and (job := attempt(form, services.tell_about, result_import, by=request.user)):
        return redirect("job", job.pk)
    context = {"form": form, "result_import": result_import, "subjects": SUBJECTS}
    return render(request, "schools/results/about.html", context)


@require_http_methods(["GET", "POST"])
def name_result_columns(request: HttpRequest, pk: int) -> HttpResponse:
    result_import = _fetch_own(request, pk)
    form = ResultColumnsForm(request.POST if request.method == "POST" else None, result_import=result_import)
    if form.is_valid() and (job := _carry_out(request, services.name_columns, result_import, meanings=form.meanings)):
        return redirect("job", job.pk)
    return render(request, "schools/results/columns.html", {"form": form, "result_import": result_import})


@require_http_methods(["GET", "POST"])
def choose_result_schools(request: HttpRequest, pk: int) -> HttpResponse:
    result_import = _fetch_own(request, pk)
    schools = School.objects.visible_to(request.user)
    form = ResultSchoolsForm(
        request.POST if request.method == "POST" else None, result_import=result_import, schools=schools
    )
    if form.is_valid() and (
        job := _carry_out(request, services.choose_schools, result_import, chosen=form.chosen, skipped=form.skipped)
    ):
        return redirect("job", job.pk)
    return render(request, "schools/results/schools.html", {"form": form, "result_import": result_import})


@require_POST
def take_results(request: HttpRequest, pk: int) -> HttpResponse:
    only_good = request.POST.get("only_good") == "on"
    return _start(request, pk, services.take_results, only_good=only_good)


@require_POST
def undo_results(request: HttpRequest, pk: int) -> HttpResponse:
    return _start(request, pk, services.undo_results)


@require_POST
def discard_results(request: HttpRequest, pk: int) -> HttpResponse:
    result_import = _fetch_own(request, pk)
    try:
        services.discard_results(result_import, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("schools:review_results", pk)
    messages.success(request, "Таблица удалена: из неё ничего не взято.")
    return redirect("schools:result_imports")


@require_GET
def results_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The table as it was handed in."""
    result_import = _fetch(request, pk)
    require(can_see_result_imports(request.user))
    return files.send(result_import.file)


def _fetch(request: HttpRequest, pk: int) -> ResultImport:
    rows = ResultImport.objects.visible_to(request.user).defer("replaced")
    return get_object_or_404(rows.select_related("file", "created_by", "applied_by", "undone_by"), pk=pk)


def _fetch_own(request: HttpRequest, pk: int) -> ResultImport:
    result_import = _fetch(request, pk)
    require(can_edit_results(request.user))
    return result_import


def _start(request: HttpRequest, pk: int, verb: Callable, **facts) -> HttpResponse:
    job = _carry_out(request, verb, _fetch_own(request, pk), **facts)
    return redirect("job", job.pk) if job else redirect("schools:review_results", pk)


def _carry_out(request: HttpRequest, verb: Callable, result_import: ResultImport, **facts) -> Job | None:
    """The job that the verb has started; what it refuses is said above the next page."""
    try:
        return verb(result_import, by=request.user, **facts)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return None
