"""The registers of curators as tables."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from config.columns import AlphabetColumn, DayColumn, LongColumn, NumberColumn
from config.templatetags.opora import ru_date, tag
from curators.models import Agreement, Consultation, Recommendation, Visit
from curators.permissions import can_assign, can_complete_recommendation

NOWRAP = {"td": {"class": "nowrap"}}


class OfSchoolTable(tables.Table):
    """Rows about schools; the school leads to its card."""

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.schools_at = reverse("schools:list")

    def render_school(self, value, record):
        return format_html('<a href="{}{}/">{}</a>', self.schools_at, record.school_id, value)

    def value_school(self, value):
        return str(value)


class AssignmentTable(tables.Table):
    """Schools with their curators of today; rows are dictionaries."""

    school = AlphabetColumn("Школа", accessor="short_name", order_field="short_name")
    curator = AlphabetColumn("Куратор", accessor="pk", order_field="now__curator__last_name", empty_values=())
    starts_on = DayColumn(verbose_name="С", accessor="now__starts_on")
    ends_on = DayColumn(verbose_name="По", accessor="now__ends_on", orderable=False)
    by_order = tables.Column("Приказ", accessor="now__by_order", orderable=False)
    end = tables.Column("Действие", accessor="now__pk", orderable=False, exclude_from_export=True, default="")

    class Meta:
        attrs = {"class": "cards"}
        title = "Кураторы школ"
        empty_text = "Таких школ нет"

    def __init__(self, *args, request, **options) -> None:
        options["exclude"] = () if can_assign(request.user) else ("end",)
        super().__init__(*args, request=request, **options)
        self.schools_at, self.assignments_at = reverse("schools:list"), reverse("curators:assignments")

    def render_school(self, value, record):
        return format_html('<a href="{}{}/">{}</a>', self.schools_at, record["pk"], value)

    def value_school(self, value):
        return value

    def render_curator(self, record):
        name = self.value_curator(record)
        if name or not record["is_supported"]:
            return name or "—"
        return format_html('<span class="doubt">{}</span>', "не закреплён")

    def value_curator(self, record):
        parts = ("last_name", "first_name", "patronymic")
        return " ".join(filter(None, (record[f"now__curator__{part}"] for part in parts)))

    def render_end(self, value):
        return format_html('<a href="{}{}/end/">Завершить</a>', self.assignments_at, value)


class VisitTable(OfSchoolTable):
    visited_on = DayColumn(verbose_name="Дата")
    school = AlphabetColumn("Школа", order_field="school__short_name")
    curator = AlphabetColumn("Куратор", order_field="curator__last_name", attrs=NOWRAP)
    purpose = tables.Column("Цель", orderable=False)
    recommendations = LongColumn("Что рекомендовано", orderable=False)

    class Meta:
        model = Visit
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        order_by = "-visited_on"
        title = "Посещения"
        empty_text = "Посещений нет"

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.visits_at = reverse("curators:visits")

    def render_purpose(self, value, record):
        return format_html('<a href="{}{}/">{}</a>', self.visits_at, record.pk, value)

    def value_purpose(self, value):
        return value


class ConsultationTable(OfSchoolTable):
    held_on = DayColumn(verbose_name="Дата")
    school = AlphabetColumn("Школа", order_field="school__short_name")
    curator = AlphabetColumn("Кто провёл", order_field="curator__last_name", attrs=NOWRAP)
    topic = tables.Column("Тема", orderable=False)
    form = tables.Column("Форма")
    audience = tables.Column("Для кого")
    participants_count = NumberColumn("Участников")

    class Meta:
        model = Consultation
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        order_by = "-held_on"
        title = "Консультации"
        empty_text = "Консультаций нет"

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.consultations_at = reverse("curators:consultations")

    def render_topic(self, value, record):
        return format_html('<a href="{}{}/">{}</a>', self.consultations_at, record.pk, value)

    def value_topic(self, value):
        return value


class AgreementTable(OfSchoolTable):
    number = tables.Column("Номер", attrs=NOWRAP, orderable=False)
    signed_on = DayColumn(verbose_name="Дата")
    school = AlphabetColumn("Школа", order_field="school__short_name")
    base_school = AlphabetColumn("Базовая школа", order_field="base_school__short_name")
    subject = LongColumn("Предмет", orderable=False)
    ends_on = DayColumn(verbose_name="Действует по")

    class Meta:
        model = Agreement
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        order_by = "-signed_on"
        title = "Договоры о сотрудничестве"
        empty_text = "Договоров нет"


class RecommendationTable(OfSchoolTable):
    given_on = DayColumn(verbose_name="Дата")
    school = AlphabetColumn("Школа", order_field="school__short_name")
    audience = tables.Column("Кому")
    text = tables.Column("Рекомендация", orderable=False)
    given_by = AlphabetColumn("Кто дал", order_field="given_by__last_name", attrs=NOWRAP)
    done_on = tables.Column("Выполнение", empty_values=())

    class Meta:
        model = Recommendation
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        order_by = "-given_on"
        title = "Рекомендации"
        empty_text = "Рекомендаций нет"

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.recommendations_at = reverse("curators:recommendations")

    def render_done_on(self, value, record):
        if value:
            done = tag("done", ru_date(value, "short"))
            return format_html("{} <span class='understood'>{}</span>", done, record.done_text)
        if can_complete_recommendation(self.request.user, record):
            address = f"{self.recommendations_at}{record.pk}/complete/"
            return format_html('<a class="btn btn-sm" href="{}">Отметить выполнение</a>', address)
        return tag("idle", "ждёт выполнения")

    def value_done_on(self, value, record):
        return f"{ru_date(value, 'short')}: {record.done_text}" if value else "ждёт выполнения"
