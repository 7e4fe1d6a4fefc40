"""What a table of passports would change: school by school, answer by answer, with what jumped since last year."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schools.jumps import jumps, shown
from schools.models import PassportQuestion, School, SocialPassport


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that changes, in the words of the screen; `was` is "" where there was none."""

    title: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class PassportChange:
    """The passport of a school after the table: all its `answers`, and what the table changes of them.

    `lacking` are obligatory questions that stay without an answer: the passport is then a draft. `asked` are sentences
    about numbers that jumped since last year.
    """

    school: School
    passport: SocialPassport | None
    answers: Mapping
    differences: tuple[Difference, ...]
    lacking: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def is_new(self) -> bool:
        return self.passport is None

    @property
    def is_changed(self) -> bool:
        """Something of a passport that is there changes, or a draft is handed in."""
        return bool(self.passport and (self.differences or (self.is_complete and not self.passport.submitted_at)))

    @property
    def is_complete(self) -> bool:
        return not self.lacking


def digest_of(changes: Iterable[PassportChange]) -> str:
    """Of what a page shows of the changes: another one where a passport, its questions or the table are others now."""
    told = [
        (
            change.school.pk,
            change.passport and (change.passport.version, change.passport.values),
            change.answers,
            change.lacking,
        )
        for change in sorted(changes, key=lambda change: change.school.pk)
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def compare(
    values: Mapping[int, Mapping],
    schools: Iterable[School],
    passports: Mapping[int, SocialPassport],
    last: Mapping[int, SocialPassport],
    questions: Sequence[PassportQuestion],
) -> list[PassportChange]:
    """In the order of the schools. `values` are answers of the table by school and code; an answer that the table does
    not give stays. `passports` and `last` are those of the year and of the year before by school."""
    return [
        _compare(school, values[school.pk], passports.get(school.pk), last.get(school.pk), questions)
        for school in schools
        if school.pk in values
    ]


def _compare(
    school: School,
    told: Mapping,
    passport: SocialPassport | None,
    last: SocialPassport | None,
    questions: Sequence[PassportQuestion],
) -> PassportChange:
    before = passport.values if passport else {}
    answers = {**before, **told}
    differences = tuple(
        Difference(question.label, shown(before.get(question.code)), shown(told[question.code]))
        for question in questions
        if question.code in told and before.get(question.code) != told[question.code]
    )
    lacking = tuple(question.title for question in questions if question.is_required and question.code not in answers)
    titles = {question.code: question.title for question in questions}
    found = jumps(questions, last.values if last else {}, told)
    asked = tuple(f"{school}, «{titles[code]}». {said}" for code, said in found.items())
    return PassportChange(school, passport, answers, differences, lacking, asked)
