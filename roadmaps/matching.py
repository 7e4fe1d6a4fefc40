"""Which row of a document is which row of a draft, and what differs: pure, for a document that comes again."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from roadmaps.cells import TEXTS

LEAST_LIKENESS = 0.6  # of the words of two rows
SAME_NUMBER = 0.15  # what an equal number adds
MOST_PAIRS = 400_000  # rows times rows that are compared word by word
WORD = re.compile(r"\w+")

Texts = dict[str, str]


@dataclass(frozen=True)
class Difference:
    """A row of the draft (`old`, by its key) and of the document (`new`, by its index); None where there is none."""

    old: int | None
    new: int | None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """`changed`, `new` and `gone` rows in the order of the document; `pairs` is index in it → key in the draft."""

    pairs: dict[int, int]
    changed: tuple[Difference, ...]
    new: tuple[Difference, ...]
    gone: tuple[Difference, ...]
    same_count: int
    seen: str  # stands for what was compared: another text in either gives another one
    head: tuple[str, ...] = ()  # parts of the texts above the table that differ

    @property
    def is_same(self) -> bool:
        return not (self.head or self.changed or self.new or self.gone)


def compare(old: dict[int, Texts], new: Sequence[Texts]) -> Comparison:
    """Hold the rows of a draft, by key and in their order, against those of a document."""
    keys = list(old)
    pairs = {index: keys[place] for index, place in match(list(old.values()), new).items()}
    changed = []
    for index, key in sorted(pairs.items()):
        names = tuple(name for name in TEXTS if plain(old[key][name]) != plain(new[index][name]))
        if names:
            changed.append(Difference(key, index, names))
    kept = set(pairs.values())
    return Comparison(
        pairs,
        tuple(changed),
        tuple(Difference(None, index) for index in range(len(new)) if index not in pairs),
        tuple(Difference(key, None) for key in keys if key not in kept),
        len(pairs) - len(changed),
        sha256(repr((sorted(old.items()), list(new))).encode()).hexdigest(),
    )


def match(old: Sequence[Texts], new: Sequence[Texts]) -> dict[int, int]:
    """Index in `new` → index in `old`: by number and text, then by text, then by the likeness of the text."""
    found: dict[int, int] = {}
    for identity in (numbered, worded):
        places: dict[tuple[str, ...], list[int]] = {}
        taken = set(found.values())
        for place, row in enumerate(old):
            if place not in taken:
                places.setdefault(identity(row), []).append(place)
        for index, row in enumerate(new):
            if index not in found and places.get(identity(row)):
                found[index] = places[identity(row)].pop(0)
    return found | alike(old, new, found)


def alike(old: Sequence[Texts], new: Sequence[Texts], found: dict[int, int]) -> dict[int, int]:
    """Pairs of what is left over, the most alike first."""
    taken = set(found.values())
    left = [(place, row, words(row)) for place, row in enumerate(old) if place not in taken]
    right = [(index, row, words(row)) for index, row in enumerate(new) if index not in found]
    if len(left) * len(right) > MOST_PAIRS:
        return {}
    scored = []
    for place, row, mine in left:
        for index, other, its in right:
            score = likeness(mine, its)
            score += SAME_NUMBER * (score >= LEAST_LIKENESS - SAME_NUMBER and number(row) == number(other) != "")
            if score >= LEAST_LIKENESS:
                scored.append((-score, index, place))
    pairs: dict[int, int] = {}
    matched: set[int] = set()
    for _, index, place in sorted(scored):
        if index not in pairs and place not in matched:
            pairs[index] = place
            matched.add(place)
    return pairs


def likeness(mine: Counter, its: Counter) -> float:
    """From 0 to 1: how many of the words two texts share."""
    return 2 * (mine & its).total() / max(mine.total() + its.total(), 1)


def share_of_same(texts: Iterable[str], others: Iterable[str]) -> float:
    """How many of the texts stand among the others, as a part of one."""
    own, known = [plain(text) for text in texts], {plain(text) for text in others}
    return sum(text in known for text in own) / len(own) if own else 0.0


def plain(text: str) -> str:
    """What counts in a text: neither case, nor blanks, nor the dot at its end."""
    return " ".join(text.split()).casefold().replace("ё", "е").rstrip(" .;")


def number(row: Texts) -> str:
    return plain(row["number"]).rstrip(")")


def numbered(row: Texts) -> tuple[str, ...]:
    return number(row), plain(row["text"])


def worded(row: Texts) -> tuple[str, ...]:
    return (plain(row["text"]),)


def words(row: Texts) -> Counter:
    return Counter(WORD.findall(plain(row["text"])))
