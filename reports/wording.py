"""Words of orders that bend: what an order approves goes into the case and the gender that the sentence needs.

Kinds of documents are few and known, so they stand in a table; an adjective before them follows by its ending.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A noun that names a document: its genitive and accusative, and the participle «утверждён» in its gender."""

    noun: str
    genitive: str
    accusative: str
    participle: str


KINDS = (
    DocumentKind("дорожная карта", "дорожной карты", "дорожную карту", "УТВЕРЖДЕНА"),
    DocumentKind("программа", "программы", "программу", "УТВЕРЖДЕНА"),
    DocumentKind("план", "плана", "план", "УТВЕРЖДЁН"),
    DocumentKind("план-график", "плана-графика", "план-график", "УТВЕРЖДЁН"),
    DocumentKind("комплекс", "комплекса", "комплекс", "УТВЕРЖДЁН"),
    DocumentKind("перечень", "перечня", "перечень", "УТВЕРЖДЁН"),
    DocumentKind("методика", "методики", "методику", "УТВЕРЖДЕНА"),
    DocumentKind("положение", "положения", "положение", "УТВЕРЖДЕНО"),
    DocumentKind("мероприятия", "мероприятий", "мероприятия", "УТВЕРЖДЕНЫ"),
    DocumentKind("меры", "мер", "меры", "УТВЕРЖДЕНЫ"),
)
ROADMAP = KINDS[0]
METHOD = next(kind for kind in KINDS if kind.noun == "методика")
# Nominative ending of an adjective → genitive, accusative.
ADJECTIVES = {
    "ая": ("ой", "ую"),
    "яя": ("ей", "юю"),
    "ый": ("ого", "ый"),
    "ой": ("ого", "ой"),
    "ий": ("его", "ий"),
    "ое": ("ого", "ое"),
    "ее": ("его", "ее"),
    "ые": ("ых", "ые"),
    "ие": ("их", "ие"),
}
SOFT_ENDING = re.compile(r"[гкх]ий$")  # «городской» bends by «ого», «этический» too, though it ends like «средний»
NOUNS = "|".join(sorted((kind.noun.replace(" ", r"\s+") for kind in KINDS), key=len, reverse=True))
NAMED = re.compile(
    rf"^(?P<adjectives>(?:[«\"]?[а-яё-]+(?:{'|'.join(ADJECTIVES)})\s+)*?)(?P<quote>[«\"]?)(?P<noun>{NOUNS})(?P<rest>(?![а-яё-]).*)$",
    re.I | re.S,
)


def participle(title: str) -> str:
    """«УТВЕРЖДЕНА» for «Дорожная карта …», «УТВЕРЖДЁН» for «Комплексный план …»; a roadmap's by default."""
    found = NAMED.match(title.strip())
    return _kind(found).participle if found else ROADMAP.participle


def genitive(title: str) -> str:
    """«дорожной карты повышения качества», as after «Об утверждении»."""
    return _bent(title, 0)


def genitive_of_method(name: str) -> str:
    """«методики отнесения школ», as after «на основании»; a name without the word is quoted: «методики «Баллы»»."""
    found = NAMED.match(name.strip())
    return genitive(name) if found and _kind(found) is METHOD else f"методики «{name.strip()}»"


def accusative(title: str) -> str:
    """«дорожную карту повышения качества», as after «Утвердить»."""
    return _bent(title, 1)


def _bent(title: str, case: int) -> str:
    found = NAMED.match(title.strip())
    if not found:
        return f"{(ROADMAP.genitive, ROADMAP.accusative)[case]} «{title.strip()}»"
    kind = _kind(found)
    adjectives = " ".join(_adjective(word.lower(), case) for word in found["adjectives"].split())
    noun = (kind.genitive, kind.accusative)[case]
    return f"{adjectives} {found['quote']}{noun}{found['rest']}".strip()


def _kind(found: re.Match) -> DocumentKind:
    noun = " ".join(found["noun"].lower().split())
    return next(kind for kind in KINDS if kind.noun == noun)


def _adjective(word: str, case: int) -> str:
    stem, ending = word[:-2], word[-2:]
    if SOFT_ENDING.search(word):
        return f"{stem}{('ого', 'ий')[case]}"
    return f"{stem}{ADJECTIVES[ending][case]}"
