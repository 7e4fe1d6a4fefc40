"""Half-years of monitoring."""

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from config.access import require
from config.alphabet import alphabet
from monitoring import permissions, services
from monitoring.forms import STARTS_TWICE, PeriodForm
from monitoring.models import MonitoringPeriod, ProgressReport
from monitoring.report_states import state_of
from roadmaps.services import NotPossible

Status = ProgressReport.Status


def _with_counts(request: HttpRequest):
    return MonitoringPeriod.objects.visible_to(request.user).annotate(
        reports_count=Count("progress_reports"),
        filed_count=Count(
            "progress_reports", filter=Q(progress_reports__status__in=[Status.SUBMITTED, Status.ACCEPTED])
        ),
        accepted_count=Count("progress_reports", filter=Q(progress_reports__status=Status.ACCEPTED)),
    )


@require_GET
def periods(request: HttpRequest) -> HttpResponse:
    require(permissions.can_see_periods(request.user))
    context = {
        "periods": _with_counts(request).order_by("-starts_on"),
        "can_edit": permissions.can_edit_periods(request.user),
        "today": clock.today(),
    }
    return render(request, "monitoring/periods.html", context)


@require_GET
def period(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(_with_counts(request), pk=pk)
    require(permissions.can_see_periods(request.user))
    today = clock.today()
    reports = ProgressReport.objects.visible_to(request.user).with_deadline().filter(period=row)
    in_order = reports.select_related("school").order_by(*alphabet("school__short_name"))
    context = {
        "period": row,
        "reports": [(report, state_of(report.status, report.deadline, today)) for report in in_order],
        "values": row.indicator_values.filter(school=None).select_related("indicator").order_by("indicator__position"),
        "can_ask_report": permissions.can_ask_semester_report(request.user),
        "can_edit": permissions.can_edit_periods(request.user) and not row.is_closed,
        "can_close": permissions.can_close_period(request.user) and not row.is_closed,
    }
    return render(request, "monitoring/period.html", context)


@require_http_methods(["GET", "POST"])
def add_period(request: HttpRequest) -> HttpResponse:
    require(permissions.can_edit_periods(request.user))
    return _edit(request, services.next_period(request.user.municipality_id, clock.today()))


@require_http_methods(["GET", "POST"])
def edit_period(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(MonitoringPeriod.objects.visible_to(request.user), pk=pk)
    require(permissions.can_edit_periods(request.user))
    return _edit(request, row)


@require_POST
def open_reports(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(MonitoringPeriod.objects.visible_to(request.user), pk=pk)
    require(permissions.can_edit_periods(request.user))
    try:
        new = services.open_reports(row)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        text = f"Добавлено отчётов: {new}." if new else "Отчёты уже открыты для всех школ из списка."
        messages.success(request, text)
    return redirect("monitoring:period", pk)


@require_http_methods(["GET", "POST"])
def close_period(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(_with_counts(request), pk=pk)
    require(permissions.can_close_period(request.user))
    if request.method == "POST":
        try:
            services.close_period(row, by=request.user, as_of=clock.today())
        except NotPossible as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Полугодие закрыто. Отчёты и показатели больше не меняются.")
        return redirect("monitoring:period", pk)
    left = row.reports_count - row.accepted_count
    return render(
        request,
        "monitoring/close_period.html",
        {"period": row, "left": left, "cancel_url": reverse("monitoring:period", args=[pk])},
    )


def _edit(request: HttpRequest, row: MonitoringPeriod) -> HttpResponse:
    if row.is_closed:
        messages.error(request, "Полугодие закрыто, изменить его нельзя.")
        return redirect("monitoring:period", row.pk)
    form = PeriodForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and _save(form, request.user):
        messages.success(request, "Полугодие сохранено. Отчёты открыты для школ, которым оказывается поддержка.")
        return redirect("monitoring:period", form.instance.pk)
    return render(request, "monitoring/edit_period.html", {"form": form, "period": row})


def _save(form: PeriodForm, user) -> bool:
    """Whether it was stored; what another request did a moment earlier is said in the form."""
    try:
        services.save_period(form.instance, by=user)
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
    except IntegrityError:
        form.add_error("starts_on", STARTS_TWICE)
    return form.is_valid()
