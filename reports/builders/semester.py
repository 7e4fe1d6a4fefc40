"""What the semester report (аналитическая справка) contains. Page, PDF and XLSX take the same object."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Self

from monitoring.models import MonitoringPeriod
from reports.builders import semester_tables as tables
from reports.builders.conclusions import conclude
from reports.builders.semester_facts import Facts, gather
from reports.builders.tables import Table
from schools.models import Municipality


@dataclass(frozen=True, slots=True)
class SemesterContent:
    """Dates are dd.mm.yyyy. `figures` are the headline numbers; `conclusions` are a draft that a person has to edit."""

    department: str
    municipality: str
    period: str
    starts_on: str
    ends_on: str
    as_of: str
    grounds: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    conclusions: tuple[str, ...]
    recommendations: Table

    def as_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def from_dict(cls, facts: dict) -> Self:
        """The object that `as_dict` was made from, after a journey through JSON."""
        nested = {
            "grounds": tuple(facts["grounds"]),
            "figures": tuple(map(tuple, facts["figures"])),
            "tables": tuple(map(Table.from_dict, facts["tables"])),
            "conclusions": tuple(facts["conclusions"]),
            "recommendations": Table.from_dict(facts["recommendations"]),
        }
        return cls(**{**facts, **nested})


def build(municipality: Municipality, period: MonitoringPeriod, *, as_of: date) -> SemesterContent:
    """The half-year of a municipality as it stands on a day. The number of statements does not depend on the rows."""
    facts = gather(municipality, period, as_of=as_of)
    return SemesterContent(
        department=municipality.department,
        municipality=municipality.name,
        period=period.name,
        starts_on=f"{period.starts_on:%d.%m.%Y}",
        ends_on=f"{period.ends_on:%d.%m.%Y}",
        as_of=f"{as_of:%d.%m.%Y}",
        grounds=_grounds(facts),
        figures=_figures(facts),
        tables=(
            tables.schools(facts),
            tables.by_section(facts),
            tables.by_school(facts),
            tables.indicators(facts),
            tables.curators(facts),
            tables.not_done(facts),
        ),
        conclusions=conclude(facts),
        recommendations=tables.recommendations(facts),
    )


def _grounds(facts: Facts) -> tuple[str, ...]:
    return tuple(
        f"{roadmap.title}{f' ({roadmap.school_name})' if roadmap.school_name else ''} – "
        f"утверждено приказом № {roadmap.approved_by_order} от {roadmap.approved_on:%d.%m.%Y}"
        for roadmap in facts.roadmaps
    )


def _figures(facts: Facts) -> tuple[tuple[str, str], ...]:
    tally = facts.tally
    percent = "—" if tally.percent is None else f"{tally.percent} %"
    return (
        ("запланировано на полугодие", str(tally.planned)),
        ("выполнено", str(tally.done)),
        ("просрочено", str(tally.overdue)),
        ("перенесено", str(tally.moved)),
        ("выполнено из наступивших", percent),
        ("посещений школ", str(sum(facts.visits_by_school.values()))),
        ("консультаций", str(sum(facts.consultations_by_school.values()))),
        ("отчётов школ принято", f"{facts.accepted_count} из {len(facts.statuses)}"),
    )
