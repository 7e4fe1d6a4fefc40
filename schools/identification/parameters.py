"""What a criterion may be told: each parameter with its label, unit and limits. Forms are made from these."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """A number between `minimum` and `maximum`, both inclusive."""

    name: str
    label: str
    default: float
    minimum: float
    maximum: float
    unit: str = ""
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether a value shall be «не меньше» or «не больше» than the threshold; at the threshold both are met."""

    name: str = "comparison"
    label: str = "Признак есть, если значение"


@dataclass(frozen=True, slots=True)
class Procedures:
    """Which procedures count; none chosen is all of them."""

    name: str = "procedures"
    label: str = "Какие процедуры учитывать"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the social passport."""

    name: str = "question"
    label: str = "Показатель паспорта"


@dataclass(frozen=True, slots=True)
class Bands:
    """Points by value: rows of «from, points»; a value gets the points of the highest row that it reaches."""

    name: str = "bands"
    label: str = "Баллы по значению"


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of the passport with their weights; a reversed one counts as 100 minus the share."""

    name: str = "shares"
    label: str = "Доли и веса"


Parameter = Number | Comparison | Procedures | Asked | Bands | Shares
AT_LEAST, AT_MOST = "at_least", "at_most"
COMPARISONS = {AT_LEAST: "не меньше порога", AT_MOST: "не больше порога"}
