"""From the raw cell to tokens: typographic marks, look-alike letters and torn words stop mattering here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from roadmaps.deadlines.lexicon import MONTHS, ROMAN, meaning, misspelt_month, unglued


class Token(NamedTuple):
    """A piece of the cell: what it stands for and where it is written (`start` to `end` of the cleaned text).

    `name` is a word's meaning, or `num`, `plural` («20-х»), `date`, `my` (month and year), `pair` (two
    years), `clock`, `label` («№ 5»), `link`, `this_year`, `dash`, `comma`, `open`, `close`, `quote`, `other`.
    `parts` are day, month and year (0 if not written) of a date, both numbers of `my` and `pair`.
    """

    name: str
    value: int
    start: int
    end: int
    parts: tuple[int, ...] = ()


class Cell(NamedTuple):
    """A tokenised cell. `text` keeps the letters as written, `slips` are (written, read) misspellings."""

    text: str
    tokens: list[Token]
    slips: list[tuple[str, str]]


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LINK = re.compile(r"(?:https?://|www\.)[^\s()«»]+", re.IGNORECASE)
_LOOKALIKE = dict(zip("ABCEHKMOPTXYaceopxyk", "авсенкмортхуасеорхук", strict=True))
_MARKS = {
    **dict.fromkeys("‐‑‒–—―−─﹘﹣－", "-"),
    **dict.fromkeys("“”„‟″\"", "\""),
    **dict.fromkeys("⁄∕／", "/"),
    "ё": "е", "Ё": "е", "І": "i", "і": "i", "l": "i", "，": ",", "．": ".", "；": ";",
}  # fmt: skip
_FOLD = str.maketrans({**_LOOKALIKE, **_MARKS})

_MONTH_AHEAD = r"\s*(?:янв|фев|мар|апр|ма[йяе]|июн|июл|авг|сен|окт|ноя|дек)"
_TOKEN = re.compile(
    rf"""
    (?P<iso>(?:19|20)\d\d-\d\d?-\d\d?(?!\d))
  | (?P<dmy>\d\d?(?P<sep>\s?[./]\s?)\d\d?(?:\s?[./]\s?)(?:(?:19|20)\d\d|\d\d)(?!\d)
           |\d\d?[-,]\d\d?[-,](?:19|20)\d\d(?!\d))
  | (?P<my>\d\d?[./](?:19|20)\d\d(?!\d))
  | (?P<clock>\d\d?:[0-5]\d(?!\d)|\d\d?[.-][0-5]\d\s?ч(?:ас\w*)?\b|\d\d?-00(?!\d)
             |\d\d?\.(?:00|1[3-9]|[2-5]\d)(?!\d|\.\d))
  | (?P<dm>\d\d?\.\d\d(?!\d|\.\d))
  | (?P<pair>(?:19|20)\d\d\s?[-/]\s?(?:(?:19|20)\d\d|\d\d(?!{_MONTH_AHEAD}))(?!\d|\.\d))
  | (?P<framed>["«]\s?\d\d?\s?["»])
  | (?P<roman>\b(?:i[vу]|1[уv]|i{{1,3}})(?:-?(?:й|ый|ий|ой|го|ого|м|ом|я|ая|ю|ую))?\b)
  | (?P<ordinal>\d{{1,4}}-?(?:го|ого|его|ое|ее|ый|ой|ий|ая|ую|му|ти|ми|ых|[ехйямюи])(?![а-яa-z]))
  | (?P<label>№\s?\d+)
  | (?P<num>\d+)
  | (?P<this_year>\b[тс]\.\s?г\b)
  | (?P<word>[а-яa-z]+)
  | (?P<mark>[-,;/()\[\]«»"])
  | (?P<link>¤+)
    """,
    re.VERBOSE,
)
_MARK_NAMES = {
    "-": "dash", ",": "comma", ";": "comma", "/": "comma",
    "(": "open", "[": "open", "«": "open", ")": "close", "]": "close", "»": "close",
}  # fmt: skip
_TORN = re.compile(r"\s*-?\s*\n\s*|[ \t\xa0]+")
_DIGITS = re.compile(r"\d+")


def cleaned(wording: str) -> str:
    """The text as people see it: composed letters, no invisible characters."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", wording)).replace("İ", "I")


def tokenise(wording: str) -> Cell:
    """The cell's tokens in order; full stops and blanks are left out."""
    text = cleaned(wording)
    masked = _LINK.sub(lambda link: "¤" * len(link[0]), text) if "/" in text or "www" in text.lower() else text
    folded = masked.translate(_FOLD).lower()
    cell = Cell(text, [], [])
    found = [token for match in _TOKEN.finditer(folded) if (token := _token(match))]
    cell.tokens.extend(_mended(found, folded, cell.slips))
    return cell


def _token(match: re.Match[str]) -> Token:
    """The token of one match; words stay `word` until their neighbours are known."""
    name, text, (start, end) = match.lastgroup or "", match[0], match.span()
    if name == "mark":
        return Token(_MARK_NAMES.get(text, "quote"), 0, start, end)
    if name in ("word", "this_year", "link", "clock", "label"):
        return Token(name, 0, start, end)
    numbers = tuple(int(digits) for digits in _DIGITS.findall(text) if len(digits) <= 4)
    if name == "roman":
        return Token("number", ROMAN[text[:2] if text[1:2] in "vу" else text.rstrip("-йыиогмяаюу")], start, end)
    if name == "iso":
        return Token("date", 0, start, end, numbers[::-1])
    if name in ("dmy", "dm"):
        return Token("date", 0, start, end, (*numbers, 0)[:3])
    if name in ("my", "pair"):
        return Token(name, 0, start, end, numbers)
    if not numbers:
        return Token("other", 0, start, end)
    return Token("plural" if text.endswith("х") else "num", numbers[0], start, end)


def _mended(tokens: list[Token], folded: str, slips: list[tuple[str, str]]) -> Iterator[Token]:
    """Words get their meaning; torn ones are joined first, glued ones split, misspelt months noted."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.name != "word":
            yield token
            continue
        word, end = folded[token.start : token.end], token.end
        if word in ("и", "к", "в", "с") and folded[end : end + 1] == ".":
            yield Token("other", 0, token.start, end)  # «И.» is an initial, «с.» a village
            continue
        if len(word) > 1 and word[0] == "ь":
            word = word[1:]
        while joined := _joined(word, end, tokens[at : at + 2], folded):
            word, following = joined
            at = tokens.index(following, at) + 1
            end = following.end
        yield from _read(word, token.start, end, slips)


def _joined(word: str, end: int, following: list[Token], folded: str) -> tuple[str, Token] | None:
    """The word with the torn-off piece after it, if only together they mean something."""
    piece = next((token for token in following if token.name != "dash"), None)
    if not piece or piece.name != "word" or not _TORN.fullmatch(folded[end : piece.start]):
        return None
    rest = folded[piece.start : piece.end]
    if (meaning(word) and meaning(rest)) or not meaning(word + rest):
        return None
    return word + rest, piece


def _read(word: str, start: int, end: int, slips: list[tuple[str, str]]) -> Iterator[Token]:
    if known := meaning(word):
        yield Token(known.name, known.value, start, end)
    elif number := ROMAN.get(word):
        yield Token("number", number, start, end)
    elif len(pieces := unglued(word)) > 1:
        for piece in pieces:
            yield from _read(piece, start, end, slips)
    elif month := misspelt_month(word):
        slips.append((word, MONTHS[month - 1].split()[0]))
        yield Token("month", month, start, end)
    else:
        yield Token("other", 0, start, end)
