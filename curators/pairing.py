"""Which base school could help a supported one: by subjects, distance and load. Pure; a person decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schools.dynamics import Fact, Measure, has_few, name_of

WEAK = 20.0  # per cent below the minimum from which a school needs help in a subject, inclusive
STRONG = 10.0  # per cent up to which a school can give it, inclusive
# How much each side may give; together a hundred.
MOST_FOR_SUBJECTS, MOST_FOR_DISTANCE, MOST_FOR_LOAD = 60.0, 25.0, 15.0
PER_PERCENTAGE_POINT = 0.5  # of difference in one subject
NEAR_KM, FAR_KM = 5.0, 50.0  # up to the first a distance costs nothing, from the second on it gives nothing
PER_AGREEMENT = 5.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A base school: results of the same year, kilometres away (None where not known), agreements in force."""

    pk: int
    name: str
    facts: Mapping[Measure, Fact]
    distance_km: float | None
    agreements_count: int


@dataclass(frozen=True, slots=True)
class Help:
    """A subject in which the one school is weak and the other strong; shares below the minimum."""

    measure: Measure
    weak_share: float
    strong_share: float

    @property
    def name(self) -> str:
        return name_of(self.measure)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate with its points out of a hundred and the reasons in words."""

    candidate: Candidate
    points: int
    helps: tuple[Help, ...]
    reasons: tuple[str, ...]

    @property
    def subject(self) -> str:
        """What an agreement could be about."""
        subjects = dict.fromkeys(one.measure.subject for one in self.helps)
        return f"Методическая помощь: {', '.join(subjects)}" if subjects else "Методическая помощь"


def weak_in(facts: Mapping[Measure, Fact]) -> dict[Measure, float]:
    """Where a school needs help, the weakest first, with the share below the minimum."""
    shares = {measure: fact.share for measure, fact in facts.items() if fact.share is not None and fact.share >= WEAK}
    return dict(sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])))


def suggest(facts: Mapping[Measure, Fact], candidates: Iterable[Candidate]) -> list[Suggestion]:
    """All candidates, the fittest first; of equals the nearer one, then by name."""
    weak = weak_in(facts)
    found = [_suggestion(weak, candidate) for candidate in candidates]
    return sorted(found, key=lambda one: (-one.points, _away(one.candidate), one.candidate.name))


def _away(candidate: Candidate) -> float:
    return FAR_KM * 1000 if candidate.distance_km is None else candidate.distance_km


def _suggestion(weak: Mapping[Measure, float], candidate: Candidate) -> Suggestion:
    helps = tuple(
        Help(measure, share, fact.share)
        for measure, share in weak.items()
        if (fact := candidate.facts.get(measure))
        and fact.share is not None
        and fact.share <= STRONG
        and not has_few(fact.participants)
    )
    points = for_subjects(helps) + for_distance(candidate.distance_km) + for_load(candidate.agreements_count)
    reasons = (_about_subjects(helps, weak), _about_distance(candidate.distance_km), _about_load(candidate))
    return Suggestion(candidate, round(points), helps, reasons)


def for_subjects(helps: Iterable[Help]) -> float:
    """Half a point for each percentage point of difference, over all subjects."""
    return min(MOST_FOR_SUBJECTS, sum(PER_PERCENTAGE_POINT * (one.weak_share - one.strong_share) for one in helps))


def for_distance(km: float | None) -> float:
    """All of it up to NEAR_KM, nothing from FAR_KM on or where it is not known, evenly between."""
    if km is None:
        return 0.0
    return MOST_FOR_DISTANCE * min(1.0, max(0.0, (FAR_KM - km) / (FAR_KM - NEAR_KM)))


def for_load(agreements_count: int) -> float:
    return max(0.0, MOST_FOR_LOAD - PER_AGREEMENT * agreements_count)


def _about_subjects(helps: tuple[Help, ...], weak: Mapping[Measure, float]) -> str:
    if not weak:
        return f"у школы нет предметов, где ниже минимума {WEAK:g} % и больше"
    if not helps:
        return "в слабых предметах школы заметной силы по результатам не видно"
    return f"сильна там, где нужна помощь: предметов — {len(helps)} из {len(weak)}"


def _about_distance(km: float | None) -> str:
    if km is None:
        return "расстояние не известно: не указаны координаты"
    return f"{km:.1f} км по прямой".replace(".", ",")


def _about_load(candidate: Candidate) -> str:
    count = candidate.agreements_count
    return f"действующих договоров — {count}" if count else "действующих договоров нет"
