"""The register of progress reports as a table."""

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from config import clock
from config.columns import AlphabetColumn, DayColumn
from config.templatetags.opora import tag
from monitoring.models import ProgressReport
from monitoring.report_states import state_of


class ReportTable(tables.Table):
    school = AlphabetColumn("Школа", accessor="school__short_name", order_field="school__short_name")
    period = tables.Column("Полугодие", accessor="period__name", order_by=("period__starts_on",))
    status = tables.Column("Состояние")
    deadline = DayColumn(verbose_name="Сдать до")
    submitted_at = DayColumn(verbose_name="Сдан")
    reviewed_by = tables.Column("Проверил", orderable=False, default="—")

    class Meta:
        model = ProgressReport
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        title = "Отчёты школ"
        empty_text = "Отчётов нет. Они появляются, когда специалист заводит полугодие."

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = clock.today()
        self.list_url = reverse("monitoring:reports")

    def render_school(self, value, record):
        return format_html('<a href="{}{}/">{}</a>', self.list_url, record.pk, value)

    def value_school(self, value):
        return value

    def render_status(self, record):
        return tag(*state_of(record.status, record.deadline, self.today))

    def value_status(self, record):
        return state_of(record.status, record.deadline, self.today).text

    def value_submitted_at(self, value):
        """A workbook knows no time zones: the local day."""
        return timezone.localtime(value).date()
