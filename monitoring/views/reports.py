"""Progress reports: the register, a report, its steps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from config.access import require
from config.alphabet import alphabet
from config.lists import show_list
from monitoring import permissions, services
from monitoring.filters import ReportFilter
from monitoring.forms import ReportForm, ReturnForm
from monitoring.halfyear import half_year_of
from monitoring.models import ProgressReport
from monitoring.report_states import state_of
from monitoring.services.reports import redo_day
from monitoring.tables import ReportTable
from roadmaps.services import Conflict, NotPossible


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    require(permissions.can_see_reports(request.user))
    rows = (
        ProgressReport.objects.visible_to(request.user)
        .with_deadline()
        .select_related("school", "period", "reviewed_by")
    )
    return show_list(
        request,
        queryset=rows.order_by("-period__starts_on", *alphabet("school__short_name")),
        table_class=ReportTable,
        filter_class=ReportFilter,
        template="monitoring/reports.html",
    )


@require_GET
def file_report(request: HttpRequest) -> HttpResponse:
    """Where «Сдать отчёт» leads: the report that the person has to write; without one, the register."""
    rows = ProgressReport.objects.visible_to(request.user).unfiled().filter(school=request.user.school_id)
    waiting = rows.with_deadline().select_related("period").order_by("deadline").first()
    if waiting and permissions.can_write_report(request.user, waiting):
        return redirect("monitoring:edit_report", waiting.pk)
    return redirect("monitoring:reports")


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _visible(request, pk))


@require_http_methods(["GET", "POST"])
def edit_report(request: HttpRequest, pk: int) -> HttpResponse:
    row = _visible(request, pk)
    require(permissions.can_write_report(request.user, row))
    if not row.is_editable:
        return redirect("monitoring:report", pk)
    form = ReportForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_draft(row, by=request.user, version=form.cleaned_data["version"], texts=form.texts())
        except Conflict as conflict:
            return _show_conflict(request, row, form, conflict)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
            return redirect("monitoring:report", pk)
        if "submit" in request.POST:
            return _show_missing(request, saved, form) if form.ask_for_missing() else submit_report(request, pk)
        messages.success(request, "Черновик сохранён. Отправить его можно позже.")
        return redirect("monitoring:edit_report", pk)
    return render(request, "monitoring/edit_report.html", _form_context(row, form))


@require_POST
def submit_report(request: HttpRequest, pk: int) -> HttpResponse:
    row = _visible(request, pk)
    require(permissions.can_write_report(request.user, row))
    try:
        services.submit(row, by=request.user)
    except NotPossible as refusal:
        messages.error(request, f"Отчёт не отправлен. {refusal}")
        return redirect("monitoring:edit_report", pk)
    messages.success(request, "Отчёт отправлен на проверку.")
    return redirect("monitoring:report", pk)


@require_POST
def accept_report(request: HttpRequest, pk: int) -> HttpResponse:
    row = _visible(request, pk)
    require(permissions.can_review_report(request.user, row))
    try:
        services.accept(row, by=request.user)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Отчёт принят.")
    return redirect("monitoring:report", pk)


@require_POST
def return_report(request: HttpRequest, pk: int) -> HttpResponse:
    row = _visible(request, pk)
    require(permissions.can_review_report(request.user, row))
    form = ReturnForm(request.POST, today=clock.today())
    if not form.is_valid():
        return _show(request, row, return_form=form)
    try:
        services.return_report(row, by=request.user, **form.cleaned_data)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Отчёт возвращён школе с замечанием.")
    return redirect("monitoring:report", pk)


def _visible(request: HttpRequest, pk: int) -> ProgressReport:
    rows = ProgressReport.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("period", "school", "submitted_by", "reviewed_by"), pk=pk)


def _show(request: HttpRequest, row: ProgressReport, return_form: ReturnForm | None = None) -> HttpResponse:
    today = clock.today()
    can_review = row.status == row.Status.SUBMITTED and permissions.can_review_report(request.user, row)
    if can_review and return_form is None:
        return_form = ReturnForm(today=today, initial={"redo_due_on": redo_day(row)})
    context = {
        "report": row,
        "state": state_of(row.status, row.due_on, today),
        "facts": half_year_of(row, today),
        "remarks": row.remarks.select_related("made_by"),
        "can_write": row.is_editable and permissions.can_write_report(request.user, row),
        "can_review": can_review,
        "return_form": return_form,
    }
    return render(request, "monitoring/report.html", context)


def _form_context(row: ProgressReport, form: ReportForm) -> dict:
    today = clock.today()
    return {
        "report": row,
        "form": form,
        "state": state_of(row.status, row.due_on, today),
        "facts": half_year_of(row, today),
        "last_remark": row.remarks.exclude(text="").select_related("made_by").first(),
    }


def _show_missing(request: HttpRequest, row: ProgressReport, form: ReportForm) -> HttpResponse:
    """The draft is kept; the form says beside each field what it lacks for handing in."""
    messages.warning(request, "Черновик сохранён, но отчёт не отправлен: он заполнен не весь.")
    form.data = {**form.data.dict(), "version": row.version}
    return render(request, "monitoring/edit_report.html", _form_context(row, form))


def _show_conflict(request: HttpRequest, row: ProgressReport, form: ReportForm, conflict: Conflict) -> HttpResponse:
    """Both texts, with status 409: mine stays in the fields, theirs stands above; saving again is a decision."""
    differing = [
        {"label": form.fields[name].label, "text": theirs}
        for name, theirs in conflict.theirs.items()
        if theirs != conflict.mine[name]
    ]
    form.data = {**form.data.dict(), "version": conflict.version}
    context = {**_form_context(row, form), "theirs": differing}
    return render(request, "monitoring/edit_report.html", context, status=409)
