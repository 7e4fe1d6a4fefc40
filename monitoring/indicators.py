"""What is measured: one catalogue, and the pure rules of what the system computes by itself.

A rule reads a batch of facts about one period and gives its two counts; nothing is asked of the clock or the database.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from monitoring.models import Indicator

Unit = Indicator.Unit
SchoolIds = frozenset[int]


@dataclass(frozen=True, slots=True)
class Due:
    """A checkpoint that is not cancelled: by when, and when it was done."""

    due_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Results:
    """A school's results of one calendar year, all procedures together: participants, and those below the minimum."""

    participants: int
    below_minimum: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a period as of a day. School ids are of the supported schools only."""

    as_of: date
    supported: SchoolIds = frozenset()
    with_roadmap: SchoolIds = frozenset()
    with_agreement: SchoolIds = frozenset()
    visited: SchoolIds = frozenset()
    consulted: SchoolIds = frozenset()
    agreements_count: int = 0
    consultations_count: int = 0
    teachers_trained_count: int = 0
    reports_count: int = 0
    accepted_reports_count: int = 0
    due: tuple[Due, ...] = ()
    last_results: dict[int, Results] = field(default_factory=dict)
    results_before: dict[int, Results] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measure:
    """The counts an indicator is made of; a share without a denominator has no value rather than zero."""

    numerator: int
    denominator: int | None = None
    is_share: bool = True

    @property
    def value(self) -> Decimal | None:
        """Per cent with two digits for a share, else the count; None where there is nothing to divide by."""
        if not self.is_share:
            return Decimal(self.numerator)
        return (
            (Decimal(100 * self.numerator) / self.denominator).quantize(Decimal("0.01")) if self.denominator else None
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the catalogue. Without a rule the value is entered by people, who name the source."""

    code: str
    name: str
    unit: str
    target: Decimal | None = None
    rule: Callable[[Facts], Measure] | None = None
    counted: str = ""


def share_of_schools(facts: Facts, schools: SchoolIds) -> Measure:
    return Measure(len(schools & facts.supported), len(facts.supported))


def count(number: int) -> Measure:
    return Measure(number, is_share=False)


def done_in_time(facts: Facts) -> Measure:
    """Out of the checkpoints whose date has come: due before the day, or done already."""
    arrived = [point for point in facts.due if point.due_on < facts.as_of or point.done_on]
    return Measure(sum(bool(point.done_on and point.done_on <= point.due_on) for point in arrived), len(arrived))


def low_results(facts: Facts) -> Measure:
    return Measure(
        sum(one.below_minimum for one in facts.last_results.values()),
        sum(one.participants for one in facts.last_results.values()),
    )


def improved(facts: Facts) -> Measure:
    """Schools whose share below the minimum fell, out of those with results in both years."""
    both = [pk for pk in facts.last_results if pk in facts.results_before]
    better = [pk for pk in both if _low_share(facts.last_results[pk]) < _low_share(facts.results_before[pk])]
    return Measure(len(better), len(both))


def _low_share(results: Results) -> Decimal:
    return Decimal(results.below_minimum) / results.participants


HUNDRED = Decimal(100)

CATALOGUE = (
    Entry(
        "school_roadmaps",
        "Доля школ, у которых утверждена собственная дорожная карта",
        Unit.PERCENT,
        HUNDRED,
        lambda facts: share_of_schools(facts, facts.with_roadmap),
        "школы с утверждённой картой / школы, которым оказывается поддержка",
    ),
    Entry(
        "supported_directly",
        "Доля школ, получивших адресную помощь",
        Unit.PERCENT,
        HUNDRED,
        lambda facts: share_of_schools(facts, facts.visited | facts.consulted),
        "школы с посещением или консультацией за период / школы, которым оказывается поддержка",
    ),
    Entry(
        "visited_schools",
        "Доля школ, в которых побывал куратор",
        Unit.PERCENT,
        HUNDRED,
        lambda facts: share_of_schools(facts, facts.visited),
        "школы с посещением за период / школы, которым оказывается поддержка",
    ),
    Entry(
        "agreements",
        "Заключено договоров о сотрудничестве с базовыми школами",
        Unit.COUNT,
        Decimal(4),
        lambda facts: count(facts.agreements_count),
        "договоры, действующие на дату расчёта",
    ),
    Entry(
        "partnered_schools",
        "Доля школ, которые работают с базовой школой по договору",
        Unit.PERCENT,
        None,
        lambda facts: share_of_schools(facts, facts.with_agreement),
        "школы с действующим договором / школы, которым оказывается поддержка",
    ),
    Entry(
        "consultations",
        "Проведено консультаций",
        Unit.COUNT,
        None,
        lambda facts: count(facts.consultations_count),
        "консультации за период",
    ),
    Entry(
        "done_in_time",
        "Доля контрольных точек, исполненных в срок",
        Unit.PERCENT,
        None,
        done_in_time,
        "исполненные не позже срока / наступившие за период",
    ),
    Entry(
        "accepted_reports",
        "Доля принятых отчётов школ",
        Unit.PERCENT,
        HUNDRED,
        lambda facts: Measure(facts.accepted_reports_count, facts.reports_count),
        "принятые отчёты / отчёты, открытые за период",
    ),
    Entry(
        "teachers_trained",
        "Педагогов прошли обучение",
        Unit.COUNT,
        None,
        lambda facts: count(facts.teachers_trained_count),
        "сумма по отправленным отчётам школ",
    ),
    Entry(
        "low_results",
        "Доля результатов ниже минимума на ЕГЭ, ОГЭ, ГВЭ и ВПР",
        Unit.PERCENT,
        None,
        low_results,
        "участники ниже минимума / участники, последний год с результатами",
    ),
    Entry(
        "improved_schools",
        "Доля школ, у которых результатов ниже минимума стало меньше",
        Unit.PERCENT,
        None,
        improved,
        "школы с улучшением за год / школы с результатами за оба года",
    ),
    Entry("teams_trained", "Доля управленческих команд, обученных преодолению неуспешности", Unit.PERCENT, HUNDRED),
    Entry("teachers_supported", "Доля педагогов, охваченных методическим сопровождением", Unit.PERCENT),
    Entry("teachers_diagnosed", "Доля педагогов, прошедших диагностику профессиональных дефицитов", Unit.PERCENT),
    Entry("teachers_improved", "Доля педагогов, улучшивших результат независимой диагностики", Unit.PERCENT),
    Entry("results_watched", "За результатами оценочных процедур ведётся наблюдение", Unit.YES_NO),
    Entry("new_forms", "Введены новые формы методической работы", Unit.YES_NO),
    Entry("practice_bank", "Собран муниципальный банк лучших практик", Unit.YES_NO),
)

RULES = {entry.code: entry for entry in CATALOGUE if entry.rule}


def measure(facts: Facts) -> dict[str, Measure]:
    """Every computed indicator of the period by its code."""
    return {code: entry.rule(facts) for code, entry in RULES.items()}
