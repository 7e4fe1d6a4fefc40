"""The register of progress reports as a table."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from config import clock
from config.alphabet import alphabet
from config.templatetags.opora import tag
from monitoring.models import ProgressReport
from monitoring.report_states import state_of


class ReportTable(tables.Table):
    school = tables.Column("Школа", accessor="school__short_name")
    period = tables.Column("Полугодие", accessor="period__name", order_by=("period__starts_on",))
    status = tables.Column("Состояние")
    deadline = tables.DateColumn(verbose_name="Сдать до", format="d.m.Y")
    submitted_at = tables.DateTimeColumn(verbose_name="Сдан", format="d.m.Y", default="—")
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
        self.prefix = reverse("monitoring:reports")

    def order_school(self, rows, is_descending):
        return rows.order_by(*(part.desc() if is_descending else part for part in alphabet("school__short_name"))), True

    def render_school(self, value, record):
        return format_html('<a href="{}{}/">{}</a>', self.prefix, record.pk, value)

    def value_school(self, value):
        return value

    def render_status(self, record):
        return tag(*state_of(record.status, record.deadline, self.today))

    def value_status(self, record):
        return state_of(record.status, record.deadline, self.today).text
