"""The texts above the table of a roadmap that a document brings, too: pure."""

from collections.abc import Mapping
from typing import Any

from roadmaps.importers import RoadmapReading
from roadmaps.matching import plain

PARTS = {
    "period": ("starts_on", "ends_on"),
    **{name: (name,) for name in ("goal", "tasks", "target_groups", "expected_results", "indicators")},
}
FACTS = tuple(name for names in PARTS.values() for name in names)

Lines = dict[str, list[str]]


def read_facts(reading: RoadmapReading) -> dict[str, Any]:
    """As a roadmap keeps them; without a period that nobody has said."""
    period = dict(zip(PARTS["period"], reading.period, strict=True)) if reading.period else {}
    return {
        "goal": reading.goal,
        "tasks": list(reading.tasks),
        "target_groups": list(reading.target_groups),
        "expected_results": list(reading.expected_results),
        "indicators": [{"text": row.text, "target": row.target} for row in reading.indicators],
        **period,
    }


def as_lines(facts: Mapping[str, Any]) -> Lines:
    """Each part as it is shown and compared."""
    period = f"{facts['starts_on']:%d.%m.%Y} – {facts['ends_on']:%d.%m.%Y}" if facts.get("starts_on") else ""
    return {
        "period": [period] if period else [],
        "goal": facts["goal"].splitlines(),
        **{name: list(facts[name]) for name in ("tasks", "target_groups", "expected_results")},
        "indicators": [" — ".join(filter(None, [one["text"], one["target"]])) for one in facts["indicators"]],
    }


def differing(old: Lines, new: Lines) -> tuple[str, ...]:
    """Parts that the document words otherwise; what it does not say at all is no difference."""
    return tuple(
        name
        for name in PARTS
        if any(map(plain, new[name])) and list(map(plain, old[name])) != list(map(plain, new[name]))
    )
