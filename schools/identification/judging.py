"""A method applied to the schools of a municipality: what each criterion found, and who is put on which list.

Pure, and the same for the same inputs whenever it is asked. What is not known is never counted as zero: a school that
might still reach the limit with the data that are missing is told apart («не хватает данных»).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from schools.identification.facts import Inputs, SchoolFacts
from schools.identification.method import ADVERSE, FLAGS, LARGEST, LOW, Criterion, Decision, Method
from schools.identification.reading import Context

NONE, RISK, BOTH = "none", "risk", "both"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a criterion found in a school. `points` are None where data are missing."""

    criterion: Criterion
    is_met: bool | None
    shown: str
    phrase: str
    missing: str
    points: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A school's place on one list: `score` counts signs or points, `most` is what the known criteria can give,
    `unknown` what the missing ones could add. `place` is among all the schools; equal scores share it.
    """

    score: float
    most: float
    unknown: float
    place: int = 0
    is_listed: bool = False
    is_at_risk: bool = False
    lacks_data: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """All about one school."""

    school: SchoolFacts
    findings: tuple[Finding, ...]
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """«low», «adverse», «both», «risk» or «none»."""
        on = [name for name, outcome in self.outcomes.items() if outcome.is_listed]
        if on:
            return on[0] if len(on) == 1 else BOTH
        return RISK if any(outcome.is_at_risk for outcome in self.outcomes.values()) else NONE

    @property
    def lacks_data(self) -> bool:
        return any(outcome.lacks_data for outcome in self.outcomes.values())

    @property
    def points(self) -> float:
        """Of all criteria whose data are there."""
        return round(sum(finding.points or 0 for finding in self.findings), 2)

    @property
    def flags_count(self) -> int:
        return sum(finding.is_met is True for finding in self.findings)

    @property
    def missing(self) -> list[str]:
        return [f"{finding.criterion.title}: {finding.missing}" for finding in self.findings if finding.missing]

    def findings_of(self, name: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.criterion.counts_for == name]


def judge(method: Method, inputs: Inputs) -> list[Judgement]:
    """Every school of the inputs, in their order."""
    context = Context(inputs.year, inputs.names)
    found = [(school, tuple(_find(school, one, context) for one in method.criteria)) for school in inputs.schools]
    decided = {name: _decide(method.decisions[name], name, found) for name in method.lists}
    return [
        Judgement(school, findings, {name: outcomes[number] for name, outcomes in decided.items()})
        for number, (school, findings) in enumerate(found)
    ]


def _find(school: SchoolFacts, criterion: Criterion, context: Context) -> Finding:
    reading = criterion.of_kind.read(school, criterion.given, context)
    points = None
    if reading.is_met is not None:
        points = reading.points if reading.points is not None else criterion.points * reading.is_met
    return Finding(criterion, reading.is_met, reading.shown, reading.phrase, reading.missing, points)


def _decide(decision: Decision, name: str, found: list[tuple[SchoolFacts, tuple[Finding, ...]]]) -> list[Outcome]:
    own = [[one for one in findings if one.criterion.counts_for == name] for _, findings in found]
    scored = [_points(findings) if decision.is_of_points else _flags(findings) for findings in own]
    ranked = sorted((outcome.score for outcome in scored), reverse=True)
    places = {score: place for place, score in reversed(list(enumerate(ranked, start=1)))}
    limit, risk = _limits(decision, ranked)
    return [
        _placed(outcome, places[outcome.score], limit, risk, _by_itself(findings))
        for outcome, findings in zip(scored, own, strict=True)
    ]


def _by_itself(findings: list[Finding]) -> bool | None:
    """Whether a sign that is enough by itself is there; None where that cannot be known."""
    deciding = [one.is_met for one in findings if one.criterion.is_enough]
    return True if True in deciding else None if None in deciding else False


def _points(findings: list[Finding]) -> Outcome:
    known = [one for one in findings if one.points is not None]
    return Outcome(
        score=round(sum(one.points or 0 for one in known), 2),
        most=round(sum(one.criterion.most_points for one in known), 2),
        unknown=round(sum(one.criterion.most_points for one in findings if one.points is None), 2),
    )


def _flags(findings: list[Finding]) -> Outcome:
    known = [one for one in findings if one.is_met is not None]
    return Outcome(sum(one.is_met is True for one in known), len(known), len(findings) - len(known))


def _limits(decision: Decision, ranked: list[float]) -> tuple[float, float | None]:
    """From which score on a school is on the list, and in the group at risk. Nobody gets there with nothing."""
    if decision.rule != LARGEST:
        return (decision.limit if decision.is_of_points or decision.rule == FLAGS else 1), decision.risk
    count = int(decision.limit)
    further = count + int(decision.risk or 0)
    return _score_at(ranked, count), _score_at(ranked, further) if decision.risk else None


def _score_at(ranked: list[float], count: int) -> float:
    """The score of the last school of the first so many; those equal to it are in, too."""
    return ranked[min(count, len(ranked)) - 1] if ranked and count else float("inf")


def _placed(outcome: Outcome, place: int, limit: float, risk: float | None, by_itself: bool | None) -> Outcome:
    is_listed = by_itself is True or (outcome.score >= limit and outcome.score > 0)
    could_reach = outcome.unknown > 0 and outcome.score + outcome.unknown >= limit
    return replace(
        outcome,
        place=place,
        is_listed=is_listed,
        is_at_risk=not is_listed and risk is not None and outcome.score >= risk and outcome.score > 0,
        lacks_data=not is_listed and (by_itself is None or could_reach),
    )


def lists_of(verdict: str) -> frozenset[str]:
    """On which lists a verdict puts a school."""
    return frozenset((LOW, ADVERSE)) if verdict == BOTH else frozenset((verdict,)) & {LOW, ADVERSE}
