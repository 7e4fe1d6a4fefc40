"""Two outcomes of the same year side by side: which schools change, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schools.identification.judging import Judgement
from schools.identification.method import Method
from schools.identification.sentences import sentence


@dataclass(frozen=True, slots=True)
class Change:
    """A school whose place is another one with the other method."""

    school: str
    was: str
    becomes: str
    why_was: str
    why_becomes: str


def changes(one: Method, ones: Sequence[Judgement], other: Method, others: Sequence[Judgement]) -> Iterator[Change]:
    """Schools whose verdicts differ; both sequences are of the same inputs."""
    for was, becomes in zip(ones, others, strict=True):
        if was.verdict != becomes.verdict:
            yield Change(was.school.name, was.verdict, becomes.verdict, sentence(was, one), sentence(becomes, other))
