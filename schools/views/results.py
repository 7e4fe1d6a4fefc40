"""Results: the register, one row by hand, an empty table to fill in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock, files
from config.access import require
from config.forms import attempt
from config.lists import XLSX, show_list
from schools import services
from schools.forms import ResultForm
from schools.importers.words import SUBJECTS
from schools.models import ExamResult, School
from schools.permissions import can_edit_results, can_see_result_imports
from schools.result_book import blank_book
from schools.result_tables import ResultFilter, ResultTable


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    return show_list(
        request,
        queryset=ExamResult.objects.visible_to(request.user).select_related("school"),
        table_class=ResultTable,
        filter_class=ResultFilter,
        template="schools/results/list.html",
        extra={
            "can_edit": can_edit_results(request.user),
            "can_see_imports": can_see_result_imports(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
def add_result(request: HttpRequest) -> HttpResponse:
    require(can_edit_results(request.user))
    return _edit(request, ExamResult(year=clock.today().year))


@require_http_methods(["GET", "POST"])
def edit_result(request: HttpRequest, pk: int) -> HttpResponse:
    result = _fetch(request, pk)
    require(can_edit_results(request.user))
    return _edit(request, result)


@require_POST
def delete_result(request: HttpRequest, pk: int) -> HttpResponse:
    result = _fetch(request, pk)
    require(can_edit_results(request.user))
    services.delete_result(result, by=request.user)
    messages.success(request, f"Удалено: {result}, {result.school}.")
    return redirect("schools:results")


@require_GET
def results_blank(request: HttpRequest) -> HttpResponse:
    """A table with the schools of the municipality, to be filled in and imported."""
    require(can_edit_results(request.user))
    names = School.objects.visible_to(request.user).open().in_alphabet().values_list("short_name", flat=True)
    content = blank_book(list(names), clock.today().year)
    return files.attachment(content, name="Результаты (образец).xlsx", content_type=XLSX)


def _fetch(request: HttpRequest, pk: int) -> ExamResult:
    return get_object_or_404(
        ExamResult.objects.visible_to(request.user).select_related("school", "result_import"), pk=pk
    )


def _edit(request: HttpRequest, result: ExamResult) -> HttpResponse:
    form = ResultForm(request.POST or None, instance=result, schools=School.objects.visible_to(request.user))
    if request.method == "POST" and attempt(form, services.save_result, result, by=request.user):
        messages.success(request, "Результат сохранён.")
        return redirect("schools:results")
    return render(request, "schools/results/edit.html", {"form": form, "result": result, "subjects": SUBJECTS})
