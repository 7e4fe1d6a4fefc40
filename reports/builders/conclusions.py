"""A first draft of the report's conclusions, in prose, from the numbers. A person edits it before it is signed."""

from collections.abc import Iterator
from decimal import Decimal

from config.templatetags.opora import plural
from monitoring.models import Indicator
from reports.builders.semester_facts import Facts, tally
from reports.builders.semester_tables import measured as cell

POINTS = "контрольная точка,контрольные точки,контрольных точек"
VISITS = "посещение,посещения,посещений"
CONSULTATIONS = "консультация,консультации,консультаций"
INDICATORS = "показатель,показатели,показателей"


def conclude(facts: Facts) -> tuple[str, ...]:
    """Sentences in the order of the report: the plan, the schools, the curators, the reports, the indicators."""
    return (*_plan(facts), *_schools(facts), *_curators(facts), *_reports(facts), *_indicators(facts))


def _plan(facts: Facts) -> Iterator[str]:
    t = facts.tally
    if not t.planned:
        yield "На полугодие не запланировано ни одной контрольной точки."
        return
    yield f"На полугодие запланировано: {plural(t.planned, POINTS)}."
    yield f"Выполнено {t.done}, просрочено {t.overdue}, перенесено {t.moved}, срок не наступил у {t.ahead}."
    if t.percent is not None:
        yield f"Из тех, чему пришёл срок, выполнено {t.percent} % ({t.done} из {t.done + t.overdue})."
    if t.cancelled:
        yield f"Отменено: {plural(t.cancelled, POINTS)}."


def _schools(facts: Facts) -> Iterator[str]:
    tallies = {
        status.school_id: tally([p for p in facts.points if p.school_id == status.school_id], facts.as_of)
        for status in facts.statuses
    }
    late = [facts.school_names[pk] for pk, t in tallies.items() if t.overdue]
    if late:
        yield f"Просроченные контрольные точки есть у школ: {', '.join(late)}."
    elif any(t.done for t in tallies.values()):
        yield "Ни у одной поддерживаемой школы нет просроченных контрольных точек."


def _curators(facts: Facts) -> Iterator[str]:
    visits, consultations = facts.visits_by_school, facts.consultations_by_school
    counts = f"{plural(visits.total(), VISITS)}, {plural(consultations.total(), CONSULTATIONS)}"
    yield f"Работа кураторов: {counts}."
    unvisited = [facts.school_names[s.school_id] for s in facts.statuses if not visits[s.school_id]]
    if unvisited:
        yield f"За полугодие кураторы не были в школах: {', '.join(unvisited)}."


def _reports(facts: Facts) -> Iterator[str]:
    if facts.statuses:
        yield f"Принято отчётов школ: {facts.accepted_count} из {len(facts.statuses)}."


def _indicators(facts: Facts) -> Iterator[str]:
    measured = [(i, facts.values_now[i.pk].value) for i in facts.indicators if i.pk in facts.values_now]
    aimed = [(i, value) for i, value in measured if i.target is not None]
    if aimed:
        reached = sum(value >= i.target for i, value in aimed)
        yield f"Целевого значения достигли: {plural(reached, INDICATORS)} из {len(aimed)}."
    if missing := len(facts.indicators) - len(measured):
        yield f"Нет данных: {plural(missing, INDICATORS)}."
    if changed := [_change(i, was, value) for i, value in measured if (was := _was(facts, i)) not in {None, value}]:
        yield f"По сравнению с прошлым полугодием изменились: {'; '.join(changed)}."


def _was(facts: Facts, indicator: Indicator) -> Decimal | None:
    before = facts.values_before.get(indicator.pk)
    return before.value if before else None


def _change(indicator: Indicator, was: Decimal, now: Decimal) -> str:
    return f"{indicator.name} – с {_spoken(indicator, was)} до {_spoken(indicator, now)}"


def _spoken(indicator: Indicator, value: Decimal) -> str:
    """«66,67 %», «4», «да»."""
    sign = " %" if indicator.unit == Indicator.Unit.PERCENT else ""
    return f"{cell(indicator, value)}".replace(".", ",") + sign
