"""The tables of a semester report."""

from decimal import Decimal

from django.utils import timezone

from monitoring.models import Indicator, IndicatorValue, ProgressReport
from reports.builders.semester_facts import Facts, Point, Tally, outcome, tally
from reports.builders.tables import Cell, Column, Table

MUNICIPAL = "Управление образования, методический кабинет"
NO_REASON = "причина не указана"
WHAT_HAPPENED = {"overdue": "просрочено", "moved": "перенесено", "cancelled": "отменено"}
TALLY_COLUMNS = (
    Column("План", 10, is_number=True),
    Column("Выполнено", 12, is_number=True),
    Column("Просрочено", 12, is_number=True),
    Column("Перенесено", 12, is_number=True),
    Column("Срок не наступил", 12, is_number=True),
)
PERCENT = Column("Выполнено из наступивших, %", 14, is_number=True)


def schools(facts: Facts) -> Table:
    """Who is supported, why, and who looks after the school."""
    curators: dict[int, list[str]] = {}
    for curator, school in facts.assigned:
        curators.setdefault(school, []).append(facts.people[curator].short_name)
    rows = tuple(
        (facts.school_names[s.school_id], s.label, s.reason, ", ".join(curators.get(s.school_id, [])) or None)
        for s in facts.statuses
    )
    columns = (Column("Школа", 18), Column("Список", 14), Column("Основание", 45), Column("Куратор", 22))
    return Table("Школы, которым оказывается поддержка", columns, rows, empty="На этот учебный год списков школ нет.")


def by_section(facts: Facts) -> Table:
    """What was planned for the half-year and what became of it, section by section."""
    groups: dict[tuple[str, int], list[Point]] = {}
    for point in facts.points:
        groups.setdefault((point.roadmap, point.section_id), []).append(point)
    rows = tuple(
        (roadmap, points[0].section or None, *_counts(tally(points, facts.as_of)))
        for (roadmap, _), points in groups.items()
    )
    return Table(
        "Выполнение по разделам",
        (Column("Дорожная карта", 28), Column("Раздел", 28), *TALLY_COLUMNS, PERCENT),
        rows,
        total=("Всего", None, *_counts(facts.tally)) if rows else (),
        note="Каждая контрольная точка посчитана один раз; отменённые в запланированные не входят.",
        empty="На полугодие ничего не запланировано: нет утверждённых дорожных карт.",
    )


def by_school(facts: Facts) -> Table:
    """The same points school by school; the last row is what the department and the methodists do themselves."""
    points: dict[int | None, list[Point]] = {}
    for point in facts.points:
        points.setdefault(point.school_id, []).append(point)
    supported = {status.school_id for status in facts.statuses}
    visits, consultations = facts.visits_by_school, facts.consultations_by_school
    shown = [pk for pk in facts.school_names if pk in supported or pk in points or visits[pk] or consultations[pk]]
    rows = [
        (
            facts.school_names[pk],
            *_counts(tally(points.get(pk, []), facts.as_of)),
            _report_state(facts.reports.get(pk)),
            visits[pk],
            consultations[pk],
        )
        for pk in shown
    ]
    if None in points:
        rows.append((MUNICIPAL, *_counts(tally(points[None], facts.as_of)), None, None, None))
    work = (
        Column("Отчёт школы", 14),
        Column("Посещений", 11, is_number=True),
        Column("Консультаций", 14, is_number=True),
    )
    total = ("Всего", *_counts(facts.tally), None, sum(visits.values()), sum(consultations.values()))
    columns = (Column("Школа", 26), *TALLY_COLUMNS, PERCENT, *work)
    return Table(
        "Выполнение по школам", columns, tuple(rows), total=total if rows else (), empty="Поддерживаемых школ нет."
    )


def indicators(facts: Facts) -> Table:
    """Every indicator of the municipality: what it was half a year before, what it is, what it should be."""
    rows = tuple(_indicator(i, facts.values_before.get(i.pk), facts.values_now.get(i.pk)) for i in facts.indicators)
    columns = (
        Column("Показатель", 46),
        Column("Единица", 10),
        Column("Было", 9, is_number=True),
        Column("Стало", 9, is_number=True),
        Column("Цель", 9, is_number=True),
        Column("Числитель", 11, is_number=True),
        Column("Знаменатель", 12, is_number=True),
        Column("Источник", 18),
        Column("На дату", 12),
    )
    return Table("Показатели", columns, rows, empty="Показатели не заведены.")


def curators(facts: Facts) -> Table:
    """What each curator did in the half-year; a curator without a visit has a row, too. In the alphabet, no ranking."""
    ids = sorted(facts.people, key=lambda pk: (facts.people[pk].full_name, pk))
    rows = tuple(_curator(facts, pk) for pk in ids)
    columns = (
        Column("Куратор", 24),
        Column("Школы", 40),
        Column("Посещений", 11, is_number=True),
        Column("Консультаций", 13, is_number=True),
        Column("Участников консультаций", 14, is_number=True),
    )
    total = ("Всего", None, *(sum(row[place] for row in rows) for place in (2, 3, 4))) if rows else ()
    return Table("Работа кураторов", columns, rows, total=total, empty="Кураторы не закреплены.")


def not_done(facts: Facts) -> Table:
    """Overdue, moved and cancelled points with the reason: of that step, or in the school's own words."""
    rows = tuple(
        (
            point.activity,
            facts.school_names.get(point.school_id, MUNICIPAL),
            f"{point.due_on:%d.%m.%Y}",
            WHAT_HAPPENED[state],
            _reason(facts, point),
        )
        for point in facts.points
        if (state := outcome(point, facts.as_of)) in WHAT_HAPPENED
    )
    columns = (
        Column("Мероприятие", 44),
        Column("Кто", 20),
        Column("Срок", 11),
        Column("Что произошло", 13),
        Column("Почему", 34),
    )
    return Table("Что не выполнено и почему", columns, rows, empty="Всё, чему пришёл срок, выполнено.")


def recommendations(facts: Facts) -> Table:
    """What curators recommended in the half-year, and whether it was done."""
    rows = tuple(
        (
            facts.school_names[r.school_id],
            r.get_audience_display(),
            r.text,
            f"{r.given_on:%d.%m.%Y}",
            f"{r.done_on:%d.%m.%Y}" if r.done_on else None,
        )
        for r in facts.recommendations
    )
    columns = (
        Column("Школа", 20),
        Column("Кому", 18),
        Column("Рекомендация", 56),
        Column("Дана", 11),
        Column("Выполнена", 11),
    )
    return Table("Адресные рекомендации", columns, rows, empty="В этом полугодии рекомендаций не давали.")


def _counts(t: Tally) -> tuple[Cell, ...]:
    return t.planned, t.done, t.overdue, t.moved, t.ahead, t.percent


def _report_state(report: ProgressReport | None) -> str:
    return report.get_status_display().lower() if report else "не начат"


def _indicator(indicator: Indicator, before: IndicatorValue | None, now: IndicatorValue | None) -> tuple[Cell, ...]:
    return (
        indicator.name,
        indicator.get_unit_display(),
        measured(indicator, before.value if before else None),
        measured(indicator, now.value if now else None),
        measured(indicator, indicator.target),
        now.numerator if now else None,
        now.denominator if now else None,
        now.source if now else "нет данных",
        f"{timezone.localdate(now.entered_at):%d.%m.%Y}" if now else None,
    )


def measured(indicator: Indicator, value: Decimal | None) -> Cell:
    """A value as the report shows it: a whole number where it is one; «да» or «нет» for what is either."""
    if value is None:
        return None
    if indicator.unit == Indicator.Unit.YES_NO:
        return "да" if value else "нет"
    return int(value) if value == value.to_integral_value() else float(value)


def _curator(facts: Facts, pk: int) -> tuple[Cell, ...]:
    schools = {school for curator, school in [*facts.assigned, *facts.visits, *facts.consultations] if curator == pk}
    consultations = [counts for (curator, _), counts in facts.consultations.items() if curator == pk]
    return (
        facts.people[pk].full_name,
        ", ".join(name for school, name in facts.school_names.items() if school in schools),
        sum(count for (curator, _), count in facts.visits.items() if curator == pk),
        sum(count for count, _ in consultations),
        sum(participants for _, participants in consultations),
    )


def _reason(facts: Facts, point: Point) -> str:
    report = facts.reports.get(point.school_id) if point.school_id else None
    return point.cancel_reason or point.move_reason or (report.difficulties if report else "") or NO_REASON
