"""Which school a spelling in a table means: «СОШ №7», «МБОУ "СОШ № 7" г. Заречный», «sch500123», «7».

names = SchoolNames.of(School.objects.filter(municipality=1).values_list(*FACTS), spellings)
names.find("мбоу сош №7")   # the school's id, or None: then a person chooses, and the choice is remembered
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

FACTS = ("pk", "short_name", "name", "code", "ogrn")
LONG_WORDS = (
    (r"средн\w+ школ\w+", "сош"),
    (r"основн\w+ школ\w+", "оош"),
    (r"начальн\w+ школ\w+", "нош"),
    (r"школ\w+", "школа"),
    (r"гимнази\w+", "гимназия"),
    (r"лице\w+", "лицей"),
)
OWNERSHIP = re.compile(
    r"\b(м[бка]?оу|г[бка]?оу|м[бка]оо|муниципальн\w+|государственн\w+|бюджетн\w+|казенн\w+|автономн\w+|"
    r"обще?образовательн\w+|образовательн\w+|учреждени\w+|организаци\w+)\b"
)
PLACE = re.compile(r"\b(г|гор|город|города|с|село|села|д|дер|п|пос|поселка?|ст|х)(\. ?| )(?=[а-я])[а-я-]+|\([^()]*\)")
KINDS = frozenset({"сош", "оош", "нош", "гимназия", "лицей"})
CODE = re.compile(r"\b(?:sch|edu)?\d{4,}\b")
NUMBER = re.compile(r"\b\d{1,4}\b")


@lru_cache(maxsize=20_000)
def key(text: str) -> str:
    """A spelling to be compared: small letters, kinds shortened, ownership, quotes and «№» left out."""
    text = text.lower().replace("ё", "е")
    text = re.sub(r"[«»\"'“”„№#,;:.]| n(?=\d)", " ", text)
    text = " ".join(OWNERSHIP.sub(" ", text).split())
    for pattern, short in LONG_WORDS:
        text = re.sub(rf"\b{pattern}\b", short, text)
    text = re.sub(r"(?<=[а-я])-?(?=\d)|(?<=\d)(?=[а-я])", " ", text)
    return " ".join(text.split())[:200]


@dataclass
class SchoolNames:
    """All that schools of one municipality are called. A spelling that fits two schools means none."""

    keys: dict[str, int | None] = field(default_factory=dict)
    codes: dict[str, int | None] = field(default_factory=dict)
    numbers: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    spellings: Mapping[str, int] = field(default_factory=dict)
    found: dict[str, int | None] = field(default_factory=dict)

    @classmethod
    def of(cls, schools: Iterable[tuple], spellings: Mapping[str, int] | None = None) -> Self:
        """`schools` as FACTS has them; `spellings` are keys that a person has already tied to a school."""
        names = cls(spellings=spellings or {})
        for pk, short_name, name, code, ogrn in schools:
            for spelling in {key(short_name), key(name), _without_place(short_name), _without_place(name)}:
                _put(names.keys, spelling, pk)
            for text in (code, ogrn):
                _put(names.codes, text.strip().lower(), pk)
            for number in set(NUMBER.findall(key(short_name))):
                names.numbers.setdefault(number, []).append((_kind(key(short_name)), pk))
        return names

    def add_former(self, schools: Iterable[tuple[int, str, str]]) -> None:
        """Names (id, short, full) that schools once had; a name that another school has now stays that one's."""
        present = frozenset(self.keys)
        for pk, *called in schools:
            for spelling in {key(text) for text in called} | {_without_place(text) for text in called}:
                if spelling not in present:
                    _put(self.keys, spelling, pk)

    def find(self, text: str) -> int | None:
        if text not in self.found:
            self.found[text] = self._find(text)
        return self.found[text]

    def exact(self, text: str) -> int | None:
        """By a spelling that a person has tied, a code, or a whole name; not by a number or without the place."""
        spelling = key(text)
        if spelling in self.spellings:
            return self.spellings[spelling]
        codes = (code for code in CODE.findall(text.lower()) if self.codes.get(code))
        by_code = self.codes.get(text.strip().lower()) or next((self.codes[code] for code in codes), None)
        return by_code or self.keys.get(spelling)

    def _find(self, text: str) -> int | None:
        if not key(text):
            return None
        return self.exact(text) or self.keys.get(_without_place(text)) or self._by_number(text)

    def _by_number(self, text: str) -> int | None:
        """The only school of that number, unless it is of another kind."""
        spelling = _without_place(text)
        numbers, kind = NUMBER.findall(spelling), _kind(spelling)
        if len(numbers) != 1 or set(spelling.split()) - KINDS - {"школа", "филиал", *numbers}:
            return None
        fitting = [pk for its, pk in self.numbers.get(numbers[0], []) if kind in ("", its)]
        return fitting[0] if len(fitting) == 1 else None


def _put(among: dict[str, int | None], spelling: str, pk: int) -> None:
    if spelling:
        among[spelling] = pk if among.get(spelling, pk) == pk else None


def _without_place(text: str) -> str:
    return key(PLACE.sub(" ", text.lower().replace("ё", "е")))


def _kind(spelling: str) -> str:
    return next((word for word in spelling.split() if word in KINDS), "")
