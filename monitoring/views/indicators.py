"""Values of indicators in a half-year."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from config.access import require
from monitoring import permissions, services
from monitoring.forms import IndicatorValueForm
from monitoring.indicators import CATALOGUE
from monitoring.models import Indicator, IndicatorValue, MonitoringPeriod
from roadmaps.services import NotPossible

HOW = {entry.code: entry.counted for entry in CATALOGUE}


@require_GET
def indicators(request: HttpRequest, pk: int) -> HttpResponse:
    """Every indicator of the municipality with its value in the period, its target and what it is made of."""
    period = _period(request, pk)
    values = {
        value.indicator_id: value
        for value in period.indicator_values.filter(school=None).select_related("entered_by", "indicator")
    }
    rows = [
        {"indicator": row, "value": values.get(row.pk), "how": HOW.get(row.rule, "")}
        for row in Indicator.objects.filter(municipality=period.municipality_id)
    ]
    can_enter = permissions.can_enter_indicators(request.user) and not period.is_closed
    return render(request, "monitoring/indicators.html", {"period": period, "rows": rows, "can_enter": can_enter})


@require_POST
def compute_indicators(request: HttpRequest, pk: int) -> HttpResponse:
    period = _period(request, pk)
    require(permissions.can_enter_indicators(request.user))
    try:
        services.compute(period, as_of=clock.today())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Показатели пересчитаны по данным на сегодня.")
    return redirect("monitoring:indicators", pk)


@require_http_methods(["GET", "POST"])
def enter_indicator(request: HttpRequest, pk: int, indicator_pk: int) -> HttpResponse:
    indicator = get_object_or_404(Indicator, municipality=request.user.municipality_id, pk=indicator_pk)
    period = _period(request, pk)
    require(permissions.can_enter_indicators(request.user))
    value = IndicatorValue.objects.filter(indicator=indicator, period=period, school=None).first()
    form = IndicatorValueForm(request.POST or None, instance=value, unit=indicator.unit)
    if request.method == "POST" and form.is_valid():
        try:
            services.enter_value(indicator, period, by=request.user, **form.cleaned_data)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Значение сохранено.")
        return redirect("monitoring:indicators", pk)
    return render(request, "monitoring/enter_indicator.html", {"period": period, "indicator": indicator, "form": form})


def _period(request: HttpRequest, pk: int) -> MonitoringPeriod:
    row = get_object_or_404(MonitoringPeriod.objects.visible_to(request.user), pk=pk)
    require(permissions.can_see_periods(request.user))
    return row
