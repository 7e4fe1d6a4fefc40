"""Runs, their schools and the methods as tables."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from config.columns import AlphabetColumn, DayColumn, NumberColumn
from config.templatetags.opora import ru_date, tag
from schools.identification import Criterion, Method, wording
from schools.identification.method import LISTS
from schools.models import IdentificationRun, MethodVersion, RunSchool, Verdict

RUN_TAGS = {"draft": "soon", "confirmed": "idle", "fixed": "done"}
VERSION_TAGS = {"draft": "soon", "in_force": "done", "retired": "idle"}
VERDICT_TAGS = {"low": "late", "adverse": "late", "both": "late", "risk": "soon", "none": "idle"}


class RunTable(tables.Table):
    year = tables.Column("Учебный год")
    version = tables.Column("Методика", orderable=False)
    status = tables.Column("Состояние")
    order_number = tables.Column("Приказ", orderable=False, empty_values=())
    made_at = DayColumn(verbose_name="Посчитано")
    made_by = tables.Column("Кто", orderable=False)

    class Meta:
        model = IdentificationRun
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        title = "Отнесение школ"
        empty_text = "Отнесений пока нет: выберите учебный год и методику"

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.runs_at = reverse("schools:runs")

    def render_year(self, record):
        return format_html('<a href="{}{}/">{}</a>', self.runs_at, record.pk, record.school_year)

    def value_year(self, record):
        return str(record.school_year)

    def render_status(self, record):
        return tag(RUN_TAGS[record.status], record.get_status_display())

    def value_status(self, record):
        return record.get_status_display()

    def render_order_number(self, record):
        return f"от {ru_date(record.order_signed_on, 'short')} № {record.order_number}" if record.order_number else "—"

    def value_made_at(self, value):
        return value.date()


class MethodTable(tables.Table):
    method = tables.Column("Методика", order_by=("method__name", "-number"))
    number = NumberColumn("Версия", orderable=False)
    lists = tables.Column("Определяет", empty_values=(), orderable=False)
    status = tables.Column("Состояние")
    in_force_from = DayColumn(verbose_name="Действует с")

    class Meta:
        model = MethodVersion
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        order_by = "method"
        title = "Методики отнесения"
        empty_text = "Таких методик нет"

    def render_method(self, record):
        return format_html('<a href="{}">{}</a>', reverse("schools:version", args=[record.pk]), record.method.name)

    def value_method(self, record):
        return record.method.name

    def render_lists(self, record):
        return ", ".join(Verdict(name).label for name in record.rules.lists)

    def render_status(self, record):
        return tag(VERSION_TAGS[record.status], record.get_status_display())

    def value_status(self, record):
        return record.get_status_display()


class RunSchoolTable(tables.Table):
    """The schools of a run: what came of it and why, then a column for each criterion."""

    place = NumberColumn("№")
    school = AlphabetColumn("Школа", order_field="school__short_name")
    points = NumberColumn("Баллы")
    flags_count = NumberColumn("Признаков")
    verdict_now = tables.Column("Список")
    sentence = tables.Column("Почему", orderable=False, attrs={"td": {"class": "long"}})

    class Meta:
        model = RunSchool
        fields: tuple[str, ...] = ()
        attrs = {"class": "cards"}
        order_by = "place"
        title = "Отнесение школ"
        empty_text = "Таких школ в отнесении нет"

    can_decide = False

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.schools_at = reverse("schools:list")

    def render_school(self, record):
        return format_html('<a href="{}{}/">{}</a>', self.schools_at, record.school_id, record.school.short_name)

    def value_school(self, record):
        return record.school.short_name

    def render_points(self, value, record):
        return "—" if record.lacks_data and not value else wording.number(value)

    def value_points(self, value):
        return value

    def render_verdict_now(self, value, record):
        parts = [tag(VERDICT_TAGS[value], Verdict(value).label)]
        if record.lacks_data:
            parts.append(tag("soon", "не хватает данных"))
        if record.decided and record.decided != record.proposed:
            told = f"по методике – {wording.lower_first(Verdict(record.proposed).label)}"
            parts.append(format_html('<span class="understood">{}</span>', told))
        if self.can_decide:
            address = reverse("schools:decide", args=[record.pk])
            parts.append(format_html('<a href="{}">Решить иначе</a>', address))
        return format_html_join(" ", "{}", ((part,) for part in parts))

    def value_verdict_now(self, value):
        return Verdict(value).label

    def render_sentence(self, record):
        """The school's name stands beside it."""
        return wording.capital(_told(record))

    def value_sentence(self, record):
        """With the school's name, so that the sentence may be copied as it is."""
        between = ". " if record.sentence.startswith(tuple(LISTS.values())) else ": "
        return f"{record.school.short_name}{between}{_told(record)}"


def _told(row: RunSchool) -> str:
    return f"{row.sentence} Решено иначе: {row.reason}" if row.reason else row.sentence


class CriterionColumn(tables.Column):
    """What a criterion found in a school: «34 % – 10 баллов», or what is missing."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(criterion.title, accessor="findings", orderable=False, attrs={"td": {"class": "criterion"}})
        self.key, self.has_points = criterion.key, bool(criterion.most_points)

    def render(self, value):
        finding = self.finding(value)
        look = "muted" if finding["missing"] else "met" if finding["is_met"] else ""
        return format_html('<span class="{}">{}</span>', look, self.value(value))

    def value(self, value):
        finding = self.finding(value)
        if finding["missing"]:
            return f"нет данных: {finding['missing']}"
        return wording.joined([finding["shown"], self.points(finding)], by=" – ")

    def finding(self, value: list[dict]) -> dict:
        return next(finding for finding in value if finding["key"] == self.key)

    def points(self, finding: dict) -> str:
        return wording.points(finding["points"]) if self.has_points and finding["points"] is not None else ""


def run_school_table(rules: Method, *, can_decide: bool) -> type[RunSchoolTable]:
    """The table class for a run: a column for each criterion of its method, in the method's order."""
    columns = {f"criterion_{number}": CriterionColumn(one) for number, one in enumerate(rules.criteria)}
    hidden = () if any(one.most_points for one in rules.criteria) else ("points",)
    sequence = ("place", "school", "verdict_now", "sentence", "points", "flags_count", "...")
    meta = type("Meta", (RunSchoolTable.Meta,), {"sequence": sequence, "exclude": hidden})
    return type("RunSchoolsTable", (RunSchoolTable,), {**columns, "Meta": meta, "can_decide": can_decide})
