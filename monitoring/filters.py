"""What the register of progress reports may be narrowed by."""

import django_filters as df

from config import clock
from monitoring.models import MonitoringPeriod, ProgressReport
from schools.models import School

LATE = "late"


class ReportFilter(df.FilterSet):
    period = df.ModelChoiceFilter(
        label="Полугодие",
        empty_label="Все",
        queryset=lambda request: MonitoringPeriod.objects.visible_to(request.user),
    )
    state = df.ChoiceFilter(
        label="Состояние",
        empty_label="Любое",
        method="in_state",
        choices=[*ProgressReport.Status.choices, (LATE, "Просрочен")],
    )
    school = df.ModelChoiceFilter(
        label="Школа", empty_label="Все", queryset=lambda request: School.objects.visible_to(request.user).in_alphabet()
    )

    class Meta:
        model = ProgressReport
        fields: list[str] = []

    def in_state(self, rows, name, value):
        if value == LATE:
            return rows.unfiled().filter(deadline__lt=clock.today())
        return rows.filter(status=value)
