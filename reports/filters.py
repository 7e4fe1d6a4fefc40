"""What the registers may be narrowed by."""

import django_filters as df
from django.db.models import Q

from config import clock
from monitoring.models import MonitoringPeriod
from reports.models import Order, SemesterReport

YEARS_BACK = 10


def years() -> list[tuple[int, str]]:
    """This calendar year and those before it, as choices."""
    current = clock.today().year
    return [(year, str(year)) for year in range(current, current - YEARS_BACK, -1)]


class OrderFilter(df.FilterSet):
    status = df.ChoiceFilter(label="Состояние", choices=Order.Status, empty_label="Любое")
    kind = df.ChoiceFilter(label="Вид", choices=Order.Kind, empty_label="Любой")
    year = df.ChoiceFilter(label="Год", choices=years, empty_label="Все годы")
    reading = df.ChoiceFilter(
        label="Ознакомление", empty_label="Все", choices=[("waiting", "Ждут моего ознакомления")], method="to_be_read"
    )
    search = df.CharFilter(label="Заголовок или номер", method="with_words", max_length=100)

    class Meta:
        model = Order
        fields: list[str] = []

    def to_be_read(self, rows, name, value):
        return rows.filter(awaits_reading=True)

    def with_words(self, rows, name, value):
        return rows.filter(Q(heading__icontains=value) | Q(number__icontains=value))


class SemesterReportFilter(df.FilterSet):
    period = df.ModelChoiceFilter(
        label="Полугодие",
        empty_label="Все",
        queryset=lambda request: MonitoringPeriod.objects.visible_to(request.user),
    )

    class Meta:
        model = SemesterReport
        fields: list[str] = []
