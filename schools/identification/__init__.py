"""Which schools are put on the lists (отнесение к ШНОР и ШНСУ): pure rules that explain themselves."""

from schools.identification.facts import Inputs, Names, Question, Result, SchoolFacts
from schools.identification.judging import Judgement, judge
from schools.identification.kinds import KINDS
from schools.identification.method import Criterion, Decision, Method
from schools.identification.sentences import part_of, sentence

__all__ = [
    "KINDS", "Criterion", "Decision", "Inputs", "Judgement", "Method", "Names", "Question", "Result", "SchoolFacts",
    "judge", "part_of", "sentence",
]  # fmt: skip
