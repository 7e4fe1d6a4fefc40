"""The registers of schools and people as tables."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from config.columns import AlphabetColumn, DayColumn
from config.templatetags.opora import ru_date, tag
from schools.models import School, SupportStatus, User

ON_LIST = ("has_low_results", "has_adverse_conditions", "followup_year", "is_at_risk")


class SchoolTable(tables.Table):
    """Schools as dictionaries with their place on this year's lists (see the view)."""

    short_name = AlphabetColumn("Школа", order_field="short_name")
    kind = tables.Column("Вид")
    listed = tables.Column("В списке этого года", accessor="now__pk", orderable=False, empty_values=())
    is_rural = tables.Column("Местность")
    is_base = tables.Column("Базовая", orderable=False)
    code = tables.Column("Код")

    class Meta:
        attrs = {"class": "cards"}
        order_by = "short_name"
        title = "Школы"
        empty_text = "Таких школ нет"

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.schools_at = reverse("schools:list")

    def render_short_name(self, value, record):
        link = format_html('<a href="{}{}/">{}</a>', self.schools_at, record["pk"], value)
        return format_html("{} {}", link, tag("idle", "закрыта")) if record["closed_on"] else link

    def value_short_name(self, value):
        return value

    def render_kind(self, value):
        return School.Kind(value).label

    def render_listed(self, value, record):
        if value is None:
            return "—"
        return SupportStatus(**{name: record[f"now__{name}"] for name in ON_LIST}).label

    def render_is_rural(self, value):
        return "сельская" if value else "городская"

    def render_is_base(self, value):
        return "да" if value else "—"


class PersonTable(tables.Table):
    last_name = AlphabetColumn("Сотрудник", order_field="last_name")
    position = tables.Column("Должность", orderable=False)
    role = tables.Column("Роль")
    school = AlphabetColumn("Школа", order_field="school__short_name")
    email = tables.Column("Электронная почта")
    is_active = tables.Column("Доступ")
    last_login = DayColumn(verbose_name="Последний вход")

    class Meta:
        model = User
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        order_by = "last_name"
        title = "Сотрудники"
        empty_text = "Таких сотрудников нет"

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.people_at = reverse("schools:people")

    def render_last_name(self, record):
        return format_html('<a href="{}{}/">{}</a>', self.people_at, record.pk, record.full_name)

    def value_last_name(self, record):
        return record.full_name

    def render_is_active(self, record):
        return tag("done" if record.is_active else "idle", self.value_is_active(record))

    def value_is_active(self, record):
        if not record.is_active:
            return "закрыт"
        return f"до {ru_date(record.observes_until, 'short')}" if record.observes_until else "открыт"

    def value_last_login(self, value):
        return value.date() if value else None
