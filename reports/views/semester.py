"""Semester reports: the register, asking for one, the page and the files."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from config import files
from config.access import require
from config.lists import show_list
from monitoring.models import MonitoringPeriod
from reports import permissions, services
from reports.builders.semester import SemesterContent
from reports.filters import SemesterReportFilter
from reports.models import SemesterReport
from reports.tables import SemesterReportTable

PERIODS_OFFERED = 4


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    require(permissions.can_see_semester_reports(request.user))
    rows = SemesterReport.objects.visible_to(request.user).select_related("period", "built_by").defer("content")
    periods = MonitoringPeriod.objects.visible_to(request.user)[:PERIODS_OFFERED]
    return show_list(
        request,
        queryset=rows,
        table_class=SemesterReportTable,
        filter_class=SemesterReportFilter,
        template="reports/semester_reports.html",
        extra={"periods": periods if permissions.can_build_semester_report(request.user) else []},
    )


@require_POST
def build(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it in the queue and show the progress; who asks for what a colleague asked for is told so."""
    period = get_object_or_404(MonitoringPeriod.objects.visible_to(request.user), pk=pk)
    require(permissions.can_build_semester_report(request.user))
    job = services.build_semester_report(period, by=request.user)
    if job.created_by_id != request.user.pk:
        messages.info(request, f"Эту справку уже готовит система по запросу другого сотрудника: {job.created_by}.")
        return redirect("reports:semester_reports")
    return redirect("job", job.pk)


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(SemesterReport.objects.visible_to(request.user).select_related("period", "built_by"), pk=pk)
    return render(
        request, "reports/semester_report.html", {"row": row, "report": SemesterContent.from_dict(row.content)}
    )


@require_GET
def download_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return files.send(_files_of(request, pk).pdf)


@require_GET
def download_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    return files.send(_files_of(request, pk).xlsx)


def _files_of(request: HttpRequest, pk: int) -> SemesterReport:
    rows = SemesterReport.objects.visible_to(request.user).select_related("pdf", "xlsx").defer("content")
    return get_object_or_404(rows, pk=pk)
