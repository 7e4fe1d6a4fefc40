"""A scale of answers as a person writes it: a line for each answer with its points, «Скорее да – 1»."""

import re
from collections.abc import Iterable

from schools.risks import Option

LINE = re.compile(r"(?P<text>\S.*?)\s+[-–—]\s+(?P<points>\d{1,3})")
FEWEST, MOST_OPTIONS, MOST_POINTS, LONGEST = 2, 8, 10, 80


def written(options: Iterable[Option]) -> str:
    return "\n".join(f"{option.text} – {option.points}" for option in options)


def in_words(options: Iterable[Option]) -> str:
    return " / ".join(option.text for option in options)


def with_points(options: Iterable[Option]) -> str:
    return ", ".join(f"«{option.text}» – {option.points}" for option in options)


def read(text: str) -> tuple[Option, ...]:
    """The answers in the order of their lines. Raises ValueError with a sentence for the screen."""
    options = tuple(_option(line.strip()) for line in text.splitlines() if line.strip())
    if not FEWEST <= len(options) <= MOST_OPTIONS:
        raise ValueError(f"На шкале должно быть от {FEWEST} до {MOST_OPTIONS} ответов, каждый с новой строки.")
    if len({option.text.lower() for option in options}) < len(options):
        raise ValueError("Один и тот же ответ написан дважды.")
    points = [option.points for option in options]
    if min(points) > 0 or max(points) == 0:
        raise ValueError("Хотя бы один ответ должен давать 0 баллов (риска нет) и хотя бы один – больше нуля.")
    return options


def _option(line: str) -> Option:
    found = LINE.fullmatch(line)
    if not found:
        raise ValueError(f"Строка «{line[:LONGEST]}»: допишите через тире баллы, например «Скорее да – 1».")
    option = Option(found["text"], int(found["points"]))
    if option.points > MOST_POINTS:
        raise ValueError(f"Строка «{line[:LONGEST]}»: баллов может быть от 0 до {MOST_POINTS}.")
    if len(option.text) > LONGEST:
        raise ValueError(f"Ответ «{option.text[:40]}…» длиннее {LONGEST} знаков.")
    return option
