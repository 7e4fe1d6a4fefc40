"""What stands in a cell of results: a count, a share, a mean; or a sentence on why it cannot be."""

import datetime as dt
import re
from dataclasses import dataclass

from schools.importers.sheet import number, shown

NOTHING = frozenset({"", "-", "–", "—", "н/д", "нет", "нет данных", "х", "x", "нд"})
UNITS = re.compile(r"\s*(%|чел(\.|овек\w*)?|уч(\.|ащ\w*|ен\w*)?|балл\w*|б\.)$", re.IGNORECASE)
MOST_PEOPLE = 20_000  # in one school and subject nobody has so many; a date written as a number is more
FIRST_DATE, LAST_DATE = 30_000, 60_000  # days since 1900, from 1982 to 2064


class Wrong(ValueError):
    """What is wrong with a cell, fit for the screen."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence about a cell. `sheet` is "" for a text with columns."""

    sheet: str
    cell: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"

    @property
    def place(self) -> str:
        return f"Лист «{self.sheet}», {self.cell}" if self.sheet else self.cell

    def as_dict(self) -> dict:
        return {"sheet": self.sheet, "cell": self.cell, "text": self.text}


def numeric(value) -> float | None:
    """The number of a cell, None where nothing stands. Raises Wrong for a text, a date, yes or no."""
    if isinstance(value, bool):
        raise Wrong(f"«{shown(value)}» — здесь должно быть число")
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, dt.date | dt.datetime):
        raise Wrong(f"вместо числа стоит дата {shown(value)}: Excel принимает за дату дробь с точкой. Впишите число")
    if isinstance(value, dt.time | dt.timedelta):
        raise Wrong("вместо числа стоит время. Впишите число")
    text = value.strip()
    if text.lower() in NOTHING:
        return None
    if text.startswith("#"):
        raise Wrong(f"«{text}» — ошибка в формуле. Исправьте её в таблице")
    got = number(UNITS.sub("", text))
    if isinstance(got, str):
        raise Wrong(f"«{text[:40]}» — здесь должно быть число")
    return got


def count(value) -> int | None:
    """Of people: whole, not negative."""
    got = numeric(value)
    if got is None:
        return None
    if got < 0:
        raise Wrong(f"{shown(got)} — число не бывает отрицательным")
    if FIRST_DATE <= got <= LAST_DATE:
        raise Wrong(f"{shown(got)} похоже на дату, записанную числом ({_day(got)}). Впишите количество")
    if not got.is_integer():
        raise Wrong(f"{shown(got)} — количество бывает только целым")
    if got > MOST_PEOPLE:
        raise Wrong(f"{shown(got)} — столько человек в одной школе не бывает")
    return int(got)


def share(value) -> float | None:
    """Per cent, 0 to 100."""
    got = numeric(value)
    if got is None:
        return None
    if got < 0:
        raise Wrong(f"{shown(got)} % — доля не бывает отрицательной")
    if got > 100:
        raise Wrong(f"{shown(got)} % — доля не бывает больше 100")
    return got


def mean(value, lowest: int, highest: int) -> float | None:
    """A mean within its scale, both ends included. Zero where nobody took part stands for nothing."""
    got = numeric(value)
    if got is None or (got == 0 and lowest):
        return None
    if FIRST_DATE <= got <= LAST_DATE:
        raise Wrong(f"{shown(got)} похоже на дату, записанную числом ({_day(got)}). Впишите средний результат")
    if not lowest <= got <= highest:
        kind = "средняя отметка бывает от 2 до 5" if highest == 5 else f"средний балл бывает от {lowest} до {highest}"
        raise Wrong(f"{shown(got)} — {kind}")
    return round(got, 2)


def _day(days: float) -> str:
    return shown(dt.date(1899, 12, 30) + dt.timedelta(days=int(days)))
