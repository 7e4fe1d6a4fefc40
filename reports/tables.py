"""The registers as tables."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from config.columns import DayColumn, MomentColumn
from config.templatetags.opora import tag
from reports.models import Order, SemesterReport

STATUS_TAGS = {"draft": "idle", "submitted": "soon", "signed": "done", "revoked": "idle"}


class OrderTable(tables.Table):
    number = tables.Column("Номер", default="—", order_by=("year", "sequence"), attrs={"td": {"class": "nowrap"}})
    signed_on = DayColumn(verbose_name="Дата")
    heading = tables.Column("Заголовок")
    kind = tables.Column("Вид", orderable=False)
    status = tables.Column("Состояние")
    executor = tables.Column(
        "Исполнитель", order_by=("executor__last_name", "executor__first_name"), attrs={"td": {"class": "nowrap"}}
    )

    class Meta:
        model = Order
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        title = "Приказы"
        empty_text = "Приказов нет"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.list_url = reverse("reports:orders")

    def render_heading(self, value, record):
        return format_html('<a href="{}{}/">{}</a>', self.list_url, record.pk, value)

    def value_heading(self, value):
        return value

    def render_status(self, record):
        look = "soon" if record.awaits_reading else STATUS_TAGS[record.status]
        return tag(look, self.value_status(record))

    def value_status(self, record):
        return "Ждёт вашего ознакомления" if record.awaits_reading else record.get_status_display()


class SemesterReportTable(tables.Table):
    period = tables.Column("Полугодие", accessor="period__name", order_by=("period__starts_on",))
    as_of = DayColumn(verbose_name="По состоянию на")
    built_by = tables.Column("Подготовлена по запросу", orderable=False)
    built_at = MomentColumn(verbose_name="Когда")

    class Meta:
        model = SemesterReport
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        order_by = "-built_at"
        title = "Справки за полугодие"
        empty_text = "Справок пока нет: выберите полугодие, справка составится сама"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.list_url = reverse("reports:semester_reports")

    def render_period(self, value, record):
        return format_html('<a href="{}{}/">{}</a>', self.list_url, record.pk, value)

    def value_period(self, value):
        return value
