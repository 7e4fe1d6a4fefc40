"""The figures of one result put together: counts from shares, what follows from marks, and whether they agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from schools.importers.values import Wrong
from schools.models.result import Scale

MARKS = ("mark2", "mark3", "mark4", "mark5")
CLOSE_TO_WHOLE = 1.5  # per cent: four shares rounded to one digit, or to none
MEANS_AGREE = 0.06


@dataclass(frozen=True, slots=True)
class Shares:
    """Which measures of a group of columns are shares, and what makes them per cent (100 for «0,34»)."""

    names: frozenset[str]
    factor: int = 1

    @classmethod
    def of(cls, columns: dict[str, int], samples: Sequence[dict[str, float]]) -> "Shares":
        """By the headings, else by the values: marks that add up to 100, or to 1, and not to the participants."""
        names = {name for name in columns if name.endswith("_percent")}
        sums = [
            (sum(line[mark] for mark in MARKS if mark in line), line.get("participants"))
            for line in samples
            if len([mark for mark in MARKS if mark in line]) > 1
        ]
        for whole in (100, 1):
            fitting = [abs(total - whole) <= whole * CLOSE_TO_WHOLE / 100 and total != people for total, people in sums]
            if sums and sum(fitting) * 2 > len(sums) and not any(total == people for total, people in sums):
                names |= {name for name in columns if name in MARKS}
        for name in ("below", "passed"):
            values = [line[name] for line in samples if name in line]
            if any(not value.is_integer() for value in values):
                names.add(name)
        values = [line[name] for line in samples for name in names if name in line]
        is_fraction = bool(values) and max(values) <= 1 and any(0 < value < 1 for value in values)
        return cls(frozenset(names), 100 if is_fraction else 1)


@dataclass(frozen=True, slots=True)
class Figures:
    scale: str
    participants: int | None
    marks: tuple[int, int, int, int] | None
    below: int | None
    below_percent: float | None
    mean: float | None
    doubt: str = ""


def combine(read: dict[str, float | None], shares: Shares, scale: str) -> Figures | None:
    """What the cells of a row say together; None where nobody took part. Raises Wrong where they contradict."""
    participants = _whole(read.get("participants"))
    if participants == 0:
        return None
    by_share = {name.removesuffix("_percent"): value for name, value in read.items() if name in shares.names}
    by_count = {name: _whole(value) for name, value in read.items() if name not in shares.names}
    marks, mark_shares = _marks(by_count, by_share, participants)
    if participants is None and marks:
        participants = sum(marks)
    mean = read.get("mean_mark") if read.get("mean_mark") is not None else read.get("mean_score")
    computed = _mean_of(marks or mark_shares)
    if read.get("mean_mark") is not None or (mean is None and computed is not None):
        scale = Scale.MARKS
    doubt = ""
    if mean is not None and computed is not None and scale == Scale.MARKS and abs(mean - computed) > MEANS_AGREE:
        doubt = f"средняя отметка {_ru(mean)}, а по числу отметок выходит {_ru(computed)}"
    below, percent = _below(by_count, by_share, participants, marks, mark_shares)
    if below is not None and participants is not None and below > participants:
        raise Wrong(f"не справились {below}, а участников {participants}")
    if participants == 0 and mean is not None:
        raise Wrong(f"средний результат {_ru(mean)}, а отметок нет ни одной: впишите отметки или число участников")
    if participants == 0:
        return None
    mean = mean if mean is not None else computed
    if mean is None and below is None and percent is None:
        raise Wrong("в строке нет ни отметок, ни среднего результата, ни доли не справившихся")
    if participants is None and mean is None and below is None:
        raise Wrong("не указано число участников: долю не пересчитать")
    return Figures(scale, participants, marks, below, percent, mean, doubt)


def _marks(by_count: dict, by_share: dict, participants: int | None) -> tuple[tuple | None, tuple | None]:
    """Counts of the four marks and, where there are no counts to be had, their shares."""
    counts = [by_count.get(mark) for mark in MARKS]
    if any(value is not None for value in counts):
        whole = tuple(value or 0 for value in counts)
        if participants is not None and sum(whole) != participants:
            raise Wrong(f"сумма отметок — {sum(whole)}, а участников — {participants}")
        return whole, None
    shares = [by_share.get(mark) for mark in MARKS]
    if all(value is None for value in shares):
        return None, None
    whole = tuple(value or 0 for value in shares)
    if abs(sum(whole) - 100) > CLOSE_TO_WHOLE:
        raise Wrong(f"доли отметок дают вместе {_ru(round(sum(whole), 1))} %, а не 100 %")
    return (apportioned(whole, participants), None) if participants is not None else (None, whole)


def apportioned(shares: Sequence[float], participants: int) -> tuple[int, ...]:
    """Whole people of shares in per cent: the largest remainders are rounded up until all are counted."""
    total = sum(shares)
    exact = [participants * value / total for value in shares]
    counts = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda place: (counts[place] - exact[place], place))
    for place in order[: participants - sum(counts)]:
        counts[place] += 1
    return tuple(counts)


def _below(
    by_count: dict, by_share: dict, participants: int | None, marks, mark_shares
) -> tuple[int | None, float | None]:
    """How many are below the minimum, and per cent."""
    below, percent = by_count.get("below"), by_share.get("below")
    if below is None and by_count.get("passed") is not None and participants is not None:
        below = participants - by_count["passed"]
        if below < 0:
            raise Wrong(f"справились {by_count['passed']}, а участников {participants}")
    if percent is None and by_share.get("passed") is not None:
        percent = 100 - by_share["passed"]
    if below is None and percent is None:
        below = marks[0] if marks else None
        percent = mark_shares[0] if mark_shares else None
    if below is None and percent is not None and participants is not None:
        below = round(participants * percent / 100)
    if percent is None and below is not None and participants:
        percent = round(100 * below / participants, 2)
    return below, percent


def _mean_of(marks: Sequence[float] | None) -> float | None:
    """To two digits, a half upwards."""
    if not marks or not sum(marks):
        return None
    total = sum(mark * many for mark, many in zip((2, 3, 4, 5), marks, strict=True))
    return int(100 * total / sum(marks) + 0.5 + 1e-9) / 100


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _ru(value: float) -> str:
    return f"{value:g}".replace(".", ",")
