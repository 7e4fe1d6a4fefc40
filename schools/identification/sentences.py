"""The one sentence that says why a school is, or is not, on the list; it starts with a small letter."""

import re

from schools.identification import wording
from schools.identification.judging import Finding, Judgement, Outcome
from schools.identification.method import LARGEST, LISTS, SUM, Decision, Method

BETWEEN_LISTS = re.compile(rf"(?<=\.) (?={'|'.join(LISTS.values())}: )")
NAMED = 3  # criteria that a sentence about points names


def sentence(judgement: Judgement, method: Method) -> str:
    """«53 балла из 70 при пороге 45; больше всего дали…»; a method of both lists says each in a sentence."""
    told = [
        (name, _of_list(judgement.findings_of(name), judgement.outcomes[name], method.decisions[name]))
        for name in method.lists
    ]
    if len(told) == 1:
        return f"{told[0][1]}."
    return " ".join(f"{LISTS[name]}: {text}." for name, text in told)


def part_of(told: str, name: str) -> str:
    """What a sentence says of one list, without the list's name; all of it where it speaks of one list only."""
    start = f"{LISTS[name]}: "
    parts = (part for part in BETWEEN_LISTS.split(told) if part.startswith(start))
    return next(parts, told).removeprefix(start)


def _of_list(findings: list[Finding], outcome: Outcome, decision: Decision) -> str:
    told = _of_points(findings, outcome, decision) if decision.is_of_points else _of_flags(findings, outcome, decision)
    return wording.joined([told, _of_missing(findings, outcome, decision)])


def _of_flags(findings: list[Finding], outcome: Outcome, decision: Decision) -> str:
    met = [one for one in findings if one.is_met]
    if not met:
        return "признаков нет" if outcome.most else ""
    needed = int(decision.limit)
    phrases = wording.joined(one.phrase for one in met)
    if needed == 1 or outcome.is_listed:
        return phrases
    return f"{len(met)} {wording.noun(len(met), 'признак', 'признака', 'признаков')}, а нужно {needed}: {phrases}"


def _of_points(findings: list[Finding], outcome: Outcome, decision: Decision) -> str:
    if not outcome.most:
        return ""
    enough = wording.joined(one.phrase for one in findings if one.is_met and one.criterion.is_enough)
    told = f"{wording.points(outcome.score)} из {wording.number(outcome.most)}"
    if decision.rule == SUM:
        told += f" при пороге {wording.number(decision.limit)}"
    elif decision.rule == LARGEST:
        told += f", {outcome.place}-е место; в список входят {_largest(decision)}"
    return wording.joined([enough, told, _most_from(findings)])


def _largest(decision: Decision) -> str:
    if decision.limit == 1:
        return "школы с наибольшей суммой"
    sums = wording.noun(decision.limit, "наибольшая сумма", "наибольшие суммы", "наибольших сумм")
    return f"{wording.number(decision.limit)} {sums}"


def _most_from(findings: list[Finding]) -> str:
    """«больше всего дали удалённость (15) и доля неполных семей (10)»."""
    giving = sorted((one for one in findings if one.points), key=lambda one: -(one.points or 0))
    named = [
        f"{wording.lower_first(one.criterion.title)} ({wording.number(one.points or 0)})" for one in giving[:NAMED]
    ]
    if not named:
        return ""
    if len(giving) == 1:
        return f"все баллы за один критерий – {named[0]}"
    return f"{'больше всего дали' if len(giving) > len(named) else 'баллы дали'} {wording.listed(named)}"


def _of_missing(findings: list[Finding], outcome: Outcome, decision: Decision) -> str:
    lacking = [wording.lower_first(one.criterion.title) for one in findings if one.is_met is None]
    if not lacking:
        return ""
    could = f" (до {wording.of_points(outcome.unknown)})" if decision.is_of_points and outcome.unknown else ""
    named = wording.joined(lacking, by=", ")
    if outcome.lacks_data:
        return f"не хватает данных{could}, они могут изменить решение: {named}"
    return f"нет данных{could}: {named}"
