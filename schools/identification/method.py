"""A method as data: criteria with their parameters, and for each of the two lists the rule of decision."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from schools.identification import wording
from schools.identification.facts import Names
from schools.identification.kinds import KINDS
from schools.identification.reading import Kind

LOW, ADVERSE = "low", "adverse"
LISTS = {LOW: "ШНОР", ADVERSE: "ШНСУ"}
ANY, FLAGS, SUM, LARGEST = "any", "flags", "sum", "largest"
RULES = {
    ANY: "хотя бы один признак",
    FLAGS: "не меньше заданного числа признаков",
    SUM: "сумма баллов не меньше порога",
    LARGEST: "наибольшие суммы баллов",
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """A kind with its parameters. `counts_for` is the list; `points` are given when the sign is there.

    A school with a sign that `is_enough` is on the list whatever the others say.
    `key` stays the same from version to version, so that two versions can be compared and a form finds its row.
    """

    key: str
    kind: str
    title: str
    counts_for: str = LOW
    points: float = 0
    is_enough: bool = False
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def of_kind(self) -> Kind:
        return KINDS[self.kind]

    @property
    def most_points(self) -> float:
        """What a school can get at most."""
        return self.of_kind.points_of(self.given) if self.of_kind.points_of else self.points

    def in_words(self, names: Names) -> str:
        """What a school has to show, and what it gives."""
        told = self.of_kind.in_words(self.given, names)
        if self.points and not self.of_kind.points_of:
            told += f" – {wording.points(self.points)}"
        return told + ("; достаточно одного этого признака" if self.is_enough else "")


@dataclass(frozen=True, slots=True)
class Decision:
    """When a school is put on a list: `limit` is N signs, the threshold of the sum, or how many largest sums.

    `risk` puts a school that is not on the list into the group at risk: from so many signs or points on, or the next
    so many sums.
    """

    rule: str = ANY
    limit: float = 1
    risk: float | None = None

    @property
    def is_of_points(self) -> bool:
        return self.rule in (SUM, LARGEST)

    @property
    def in_words(self) -> str:
        return wording.joined([self._of_list(), self._of_risk()])

    def _of_list(self) -> str:
        count = wording.number(self.limit)
        if self.rule == SUM:
            return f"сумма баллов не меньше {count}"
        if self.rule == LARGEST:
            schools = wording.noun(self.limit, "школа", "школы", "школ")
            return f"{count} {schools} с наибольшей суммой баллов (равные – вместе)"
        if self.rule == FLAGS and self.limit > 1:
            return f"не меньше {count} {wording.noun(self.limit, 'признака', 'признаков', 'признаков')}"
        return "хотя бы один признак"

    def _of_risk(self) -> str:
        if self.risk is None:
            return ""
        if self.rule == LARGEST:
            return f"группа риска – следующие {wording.number(self.risk)}"
        what = (
            wording.of_points(self.risk)
            if self.rule == SUM
            else f"{wording.number(self.risk)} {wording.noun(self.risk, 'признака', 'признаков', 'признаков')}"
        )
        return f"группа риска – от {what}"


@dataclass(frozen=True, slots=True)
class Method:
    """One version of a method, with all that decides; a run keeps it whole."""

    name: str
    criteria: tuple[Criterion, ...]
    decisions: Mapping[str, Decision]

    @property
    def lists(self) -> list[str]:
        """The lists that it decides, in their order."""
        return [name for name in LISTS if name in self.decisions]

    def criteria_of(self, name: str) -> list[Criterion]:
        return [criterion for criterion in self.criteria if criterion.counts_for == name]

    @property
    def years_back(self) -> int:
        """Results of how many calendar years it looks at."""
        return max((int(criterion.given.get("years", 1)) for criterion in self.criteria), default=1)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, facts: Mapping[str, Any]) -> Self:
        """The method that `as_dict` gave, after a journey through JSON."""
        return cls(
            name=facts["name"],
            criteria=tuple(Criterion(**criterion) for criterion in facts["criteria"]),
            decisions={name: Decision(**decision) for name, decision in facts["decisions"].items()},
        )

    @property
    def faults(self) -> list[str]:
        """Why it cannot be put in force, in words; empty if it can."""
        found = [] if self.criteria else ["В методике нет ни одного критерия."]
        for name in self.lists:
            own, decision = self.criteria_of(name), self.decisions[name]
            if self.criteria and not own:
                found.append(f"Для списка {LISTS[name]} нет ни одного критерия.")
            most = sum(one.most_points for one in own)
            if own and decision.is_of_points and not most:
                found.append(f"Список {LISTS[name]} решает сумма баллов, а баллов у критериев нет.")
            elif own and decision.rule == SUM and decision.limit > most:
                found.append(
                    f"Порог списка {LISTS[name]} – {wording.number(decision.limit)}, а набрать можно не больше "
                    f"{wording.of_points(most)}."
                )
            elif decision.rule == FLAGS and 0 < len(own) < decision.limit:
                found.append(f"Для списка {LISTS[name]} нужно больше признаков, чем есть критериев.")
        return found
