"""From the answers of a self-assessment to risk factors: pure, over a version of the questionnaire."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

from schools.models import RiskFactor

HIGH, MEDIUM, LOW = RiskFactor.Significance
MOST_NAMED = 2  # answers that a sentence names


@dataclass(frozen=True, slots=True)
class Option:
    """An answer on a scale and how much it speaks for the risk: 0 is none."""

    text: str
    points: int


@dataclass(frozen=True, slots=True)
class Question:
    """`weight` says how much the question counts among those of its risk; 0 is no longer asked."""

    code: str
    text: str
    risk: str
    scale: str
    weight: int


@dataclass(frozen=True, slots=True)
class Risk:
    """The limits are per cent of the points that could be; each limit itself belongs to the higher significance.

    A removed risk stays with its questions, so that it can come back; nothing is asked about it.
    """

    code: str
    title: str
    low_from: int
    medium_from: int
    high_from: int
    is_removed: bool = False

    def significance(self, percent: float) -> RiskFactor.Significance | None:
        limits = ((self.high_from, HIGH), (self.medium_from, MEDIUM), (self.low_from, LOW))
        return next((found for limit, found in limits if percent >= limit), None)


@dataclass(frozen=True, slots=True)
class Content:
    """A version of the questionnaire."""

    scales: dict[str, tuple[Option, ...]]
    risks: tuple[Risk, ...]
    questions: tuple[Question, ...]

    @classmethod
    def from_dict(cls, stored: Mapping) -> Self:
        scales = {key: tuple(Option(*option) for option in options) for key, options in stored["scales"].items()}
        risks = tuple(Risk(**risk) for risk in stored["risks"])
        return cls(scales, risks, tuple(Question(**question) for question in stored["questions"]))

    def as_dict(self) -> dict:
        """As it is stored."""
        return {
            "scales": {key: [[one.text, one.points] for one in options] for key, options in self.scales.items()},
            "risks": [asdict(risk) for risk in self.risks],
            "questions": [asdict(question) for question in self.questions],
        }

    @property
    def asked(self) -> tuple[Question, ...]:
        removed = {risk.code for risk in self.risks if risk.is_removed}
        return tuple(question for question in self.questions if question.weight and question.risk not in removed)

    def options(self, question: Question) -> tuple[Option, ...]:
        return self.scales[question.scale]

    def groups(self) -> list[tuple[Risk, list[Question]]]:
        """The risks with the questions that are asked about them; a risk without questions is left out."""
        groups = [(risk, [question for question in self.asked if question.risk == risk.code]) for risk in self.risks]
        return [group for group in groups if group[1]]


@dataclass(frozen=True, slots=True)
class FoundRisk:
    """A risk with its significance; `percent` of the points that could be, `why` is one sentence or two."""

    code: str
    title: str
    significance: RiskFactor.Significance
    percent: int
    why: str


def profile(content: Content, answers: Mapping[str, int]) -> tuple[FoundRisk, ...]:
    """The risks that the answers speak for, the most significant first.

    A question without an answer counts neither for nor against; a risk nobody answered about is not judged.
    """
    judged = [_judge(content, risk, questions, answers) for risk, questions in content.groups()]
    found = [risk for risk in judged if risk]
    order = list(RiskFactor.Significance)
    return tuple(sorted(found, key=lambda risk: (order.index(risk.significance), -risk.percent)))


def _judge(content: Content, risk: Risk, questions: list[Question], answers: Mapping[str, int]) -> FoundRisk | None:
    given = {
        question: content.options(question)[answers[question.code]]
        for question in questions
        if question.code in answers
    }
    most = sum(question.weight * max(o.points for o in content.options(question)) for question in given)
    if not most:
        return None
    percent = 100 * sum(question.weight * option.points for question, option in given.items()) / most
    significance = risk.significance(percent)
    if significance is None:
        return None
    limit = {HIGH: risk.high_from, MEDIUM: risk.medium_from, LOW: risk.low_from}[significance]
    telling = sorted(
        (question for question, option in given.items() if option.points),
        key=lambda question: -question.weight * given[question].points,
    )
    named = "; ".join(f"«{question.text}» — {given[question].text.lower()}" for question in telling[:MOST_NAMED])
    why = f"{round(percent)} из 100 при пороге {limit}. Больше всего дали ответы: {named}."
    return FoundRisk(risk.code, risk.title, significance, round(percent), why)
