"""Who is responsible: the cell's words in, people with positions, units and groups out.

Pure: no database. People are found first, initials and patronymics give them away; what stands beside a
person may be the position; everything else is cut into units and groups. No word is lost: what is not
known is a unit with that text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class PartyKind(StrEnum):
    """A person, an organisation or department, or a group such as «руководители ОО»."""

    PERSON = "person"
    UNIT = "unit"
    GROUP = "group"


class Group(StrEnum):
    """What a group expands to."""

    SUPPORTED_SCHOOLS = "supported_schools"
    ALL_SCHOOLS = "all_schools"
    CURATORS = "curators"


@dataclass(frozen=True, slots=True)
class ReadParty:
    """One party of a cell. A person's name is «Фамилия И.О.» whatever the order in the cell."""

    kind: PartyKind
    name: str
    position: str = ""
    group: Group | None = None

    @property
    def key(self) -> str:
        """Equal for two ways of writing one party."""
        return person_key(self.name) if self.kind is PartyKind.PERSON else " ".join(_WORD.findall(_folded(self.name)))


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of the cell that names no person, with the mark before and after it: «,», a line end, or nothing."""

    text: str
    before: str
    after: str


# The vocabulary. Stems of a position in the singular, of many people, of an organisation.

POSITION = (
    r"зам\.|гл\.|вед\.|ст\.|зав\.|заместитель\b|директор\b|начальник\b|заведующ(?:ий|ая)\b|методист\b|специалист\b"
    r"|(?:муниципальный|школьный|региональный)\s+координатор\b|консультант\b|инспектор\b|эксперт\b|педагог(?:-\w+)?\b|учитель\b|руководитель\b|председатель\b|главный\b|ведущий\b|старший\b|и\.\s?о\.|врио\b"
    r"|исполняющ\w+\s+обязанности|координатор\b|куратор\b|завуч\b|психолог\b|секретарь\b|ответственн(?:ый|ая)\b|глава\b|тьютор\b"
)
MANY = (
    r"руководители|директора|заместители|педагоги|учителя|кураторы|команды|коллективы|методисты|специалисты"
    r"|классные руководители|(?:управленческие|школьные) команды|педагогические коллективы"
)
UNIT = (
    r"управление|отдел|департамент|комитет|министерство|институт|академия|совет|методический|муниципальный|центр"
    r"|РРП|ММС|УО|РУО|ИМЦ|РМК|МК|РМО|ГМО|М[БАК]?У|[МГА][БАК]?ОУ|Г[БАК]?У|ЦДО|ДДТ"
)
SCHOOLS = r"школы|ШНОР|ШНСУ|ОО|ОУ|ООО|общеобразовательные|образовательные"
ACRONYMS = r"(?:(?<=ММС)|(?<=РРП)|(?<=ИМЦ)|(?<=РМК)|(?<=\bМК)|(?<=\bУО)|(?<=образования))"
# After these «директора» says whose: «заместитель директора» is one person.
WHOSE = r"(?<!аместитель)(?<!аместители)(?<!ам\.)(?<!ам)(?<!оветник)(?<!омощник)"
GENITIVE = r"управления|отдела|департамента|комитета|министерства|центра"

_SURNAME = rf"(?!(?i:{POSITION}|{MANY}|{UNIT}\b))[А-ЯЁ][а-яё]+(?:\s?-\s?[А-ЯЁ][а-яё]+)?"
_CAPITALS = rf"(?!{UNIT}\b)[А-ЯЁ]{{4,}}(?:-[А-ЯЁ]+)?"
_PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:вич|вна|ична|ьич)(?![а-яё])"
_PERSON = re.compile(
    rf"""(?<![А-ЯЁа-яё])(?:
        (?P<surname>{_SURNAME})\s+(?P<first>[А-ЯЁ])\s?[.,]\s*(?P<second>[А-ЯЁ])(?:\s?[.,]|(?![А-ЯЁа-яё]))
      | (?P<surname_e>{_CAPITALS})\s+(?P<first_e>[А-ЯЁ])\.\s*(?P<second_e>[А-ЯЁ])\.(?!\s?{_SURNAME}(?!\s+[А-ЯЁ]\s?[.,]))
      | (?<!\.)(?P<first_b>[А-ЯЁ])\s?[.,]\s*(?P<second_b>[А-ЯЁ])\s?[.,]\s*(?P<surname_b>{_SURNAME})
      | (?P<full>{_SURNAME}\s+[А-ЯЁ][а-яё]+\s+{_PATRONYMIC})
      | (?P<name_c>[А-ЯЁ][а-яё]+\s+{_PATRONYMIC})\s+(?P<surname_c>{_SURNAME})
      | (?P<surname_d>{_SURNAME})\s+(?P<first_d>[А-ЯЁ])\.(?!\s?[А-ЯЁ]\s?[.,])
    )""",
    re.VERBOSE,
)
_NAMED_AFTER = re.compile(r"(?i:\bим\.?|\bимени)\s*$")
_CUT = re.compile(
    rf"""
    \s*[,;•]\s*
  | (?<!уководители)(?<!иректора)(?<!иректор)(?<!ачальник){WHOSE}
    \s*\n\s*(?=[^а-яё\s]|(?i:{POSITION}|{MANY}|{UNIT}|{SCHOOLS}))(?!(?i:{GENITIVE})\b)
  | \s+и\s+(?=(?i:{POSITION}|{MANY}|(?:{UNIT}|{SCHOOLS})\b))
  | (?<![ыи][ехй]){WHOSE}\s+(?=(?i:{MANY})\b)
  | {ACRONYMS}\s+(?=(?:ОО|ОУ)\b)
  | (?<=[»"])\s+(?=(?i:{POSITION}|(?:{UNIT}|{SCHOOLS})\b))
  | (?<=[А-ЯЁ]{{2}})\s?/\s?(?=[А-ЯЁ]{{2}})
    """,
    re.VERBOSE,
)
_STARTS_POSITION = re.compile(rf"(?i){POSITION}")
_QUOTED = re.compile(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»|\"[^\"]*\"")
_BRACKETED = re.compile(r"\([^()]*\)")
_LEFT_OPEN = re.compile(rf"«[^«»\n,;]*?(?=\s+(?:{SCHOOLS}|ММС|РРП)\b|\s*[\n,;]|\s*$)")
_EDGES = " \t\n.,;:–—-"
_WORD = re.compile(r"\w+")
_LIST_NUMBER = re.compile(r"^\d{1,2}[.)](?!\d)\s*")
_AND = re.compile(r"^(?:и\s+)+|(?:^|\s+)и$")
_ANOTHER_NUMBER = re.compile(r"№?\s?(\d+)")
_NUMBERED = re.compile(r"(.*№\s?)\d+")

_NAMED_SCHOOL = re.compile(r"[№\d«\"]")
_CURATORS = re.compile(r"(?:\w+\s)*(?:кураторы|школы-кураторы)\b")
_ALL_SCHOOLS = re.compile(
    r"(?:все|всех|кажд\w+)\b.*(?:школ|оо\b|оу\b|организац|учрежден)"
    r"|.*\b(?:школ\w*|оо|оу|организаци\w+|учреждени\w+)\s.*(?:район|округ|город|муниципал)"
)
_OF_SCHOOLS = re.compile(
    rf"(?:(?:{MANY}|руководитель|директор|администраци[яи])\s+(?:\w+\s+){{0,2}})?"
    r"(?:(?:обще)?образовательн(?:ые|ых)\s+(?:организаци|учреждени)\w+|школ(?:ы|а)?\b|школы?-участни\w+"
    r"|(?:шнор|шнсу|оо|оу|мбоу|мкоу|моу|сош)\b)(?!\s+молод)"
    r"|(?:школьные|управленческие)\s+\w+|классные\s+руководители|заместители\s+(?:директоров|руководителей)"
    r"|(?:педагоги|психологи|учителя|координаторы|ответственные)\b.*\b(?:оо|оу|школ)"
)

LONGEST = 2000
MOST_QUOTES = 20
"""Forgotten closing quotes that are put in; a cell with more is no list of names."""

# Reading.


def read_responsible(text: str) -> tuple[ReadParty, ...]:
    """The parties of a cell in their order, each once. Any text has an answer, nothing is raised.

    A text longer than LONGEST is no list of names: it stays whole, as a unit.
    """
    if len(text) > LONGEST:
        whole = " ".join(_BLANKS.sub(" ", text).split())
        return (ReadParty(PartyKind.UNIT, whole),) if whole else ()
    found: dict[tuple[PartyKind, str], ReadParty] = {}
    for party in _with_positions(list(_pieces(_prepared(text)))):
        known = found.get((party.kind, party.key))
        if known and party.position not in known.position:
            party = replace(known, position=", ".join(filter(None, [known.position, party.position])))
        elif known:
            party = known
        found[party.kind, party.key] = party
    return tuple(found.values())


def person_key(name: str) -> str:
    """Equal for «Громова А.Б.», «А.Б. Громова», «Громова А. Б,» and the name in full."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", _folded(re.sub(r"\s?-\s?", "-", name)))
    long = [word for word in words if len(word) > 1]
    if not long:
        return " ".join(words)
    # Of a name in full the surname stands before the first name or after the patronymic.
    last = len(long) == 3 and bool(re.search(r"(?:вич|вна|ична|ьич)$", long[1]))
    surname = long[-1] if last else long[0]
    initials = [word[0] for word in words if word is not surname]
    return f"{surname} {''.join(initials)}".strip()


_LOOKALIKE = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BLANKS = re.compile(r"[^\S\n]+|[\x00-\x08\x0e-\x1f\x7f]")
_DASH_IN_NAME = re.compile("(?<=[а-яё])[‐‑–—](?=[А-ЯЁ])")
_LETTERS = re.compile(r"[A-Za-zА-Яа-яЁё]+")


def _folded(text: str) -> str:
    return text.translate(_LOOKALIKE).casefold().replace("ё", "е")


def _prepared(text: str) -> str:
    """One sort of blanks and quotes, Cyrillic letters where a Latin one only looks alike, quotes closed."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\r", "\n")
    text = _BLANKS.sub(" ", text.translate(str.maketrans("“”„", '"""')))
    return _closed(_DASH_IN_NAME.sub("-", _LETTERS.sub(_one_alphabet, text)))


def _one_alphabet(word: re.Match[str]) -> str:
    """«Cомов» with a Latin C and the initial «E» become Cyrillic; «ZOOM» stays."""
    written = word[0]
    mixed = written.isascii() is False and any(char.isascii() for char in written)
    return written.translate(_LOOKALIKE) if mixed or len(written) == 1 else written


def _closed(text: str) -> str:
    """The text with forgotten closing quotes put where the name ends: «АОУ «ВИРО ОО» names two parties."""
    for _ in range(min(text.count("«") - text.count("»"), MOST_QUOTES)):
        opened = list(_LEFT_OPEN.finditer(_QUOTED.sub(lambda quoted: "·" * len(quoted[0]), text)))
        if opened:
            text = text[: opened[-1].end()] + "»" + text[opened[-1].end() :]
    return text


def _masked(text: str) -> str:
    """The text with all that is quoted blotted out, so that no name and no comma is seen inside."""
    mask = _QUOTED.sub(lambda quoted: quoted[0][0] + "·" * (len(quoted[0]) - 2) + quoted[0][-1], text)
    return _BRACKETED.sub(
        lambda inside: inside[0] if _PERSON.search(inside[0]) else "(" + "·" * (len(inside[0]) - 2) + ")", mask
    )


def _pieces(text: str) -> Iterator[ReadParty | Words]:
    """People, and the words between them cut at separators."""
    mask = _masked(text)
    at = 0
    for person in _PERSON.finditer(mask):
        if _NAMED_AFTER.search(mask[: person.start()][-8:]):
            continue
        yield from _cut(text, mask, at, person.start())
        yield ReadParty(PartyKind.PERSON, _name(person))
        at = person.end()
    yield from _cut(text, mask, at, len(text))


def _cut(text: str, mask: str, start: int, end: int) -> Iterator[Words]:
    before = ""
    for cut in [*_CUT.finditer(mask, start, end), None]:
        stop = cut.start() if cut else end
        mark = (cut[0].strip() or cut[0])[:1] if cut else ""
        words = " ".join(text[start:stop].split())
        dash = "-" if words[:1] in ("-", "–", "—") else ""
        words = _AND.sub("", _LIST_NUMBER.sub("", words)).strip(_EDGES)
        if words.count("(") != words.count(")"):
            words = words.strip("()" + _EDGES)  # the other half stands beyond a person's name
        if _WORD.search(words):
            yield Words(words, before or dash, mark)
        before, start = mark, cut.end() if cut else end


def _name(person: re.Match[str]) -> str:
    """«Фамилия И.О.», or the name in full with the surname first."""
    part = {name.split("_")[0]: value for name, value in person.groupdict().items() if value}
    if "full" in part:
        return " ".join(part["full"].split())
    surname = re.sub(r"\s?-\s?", "-", part["surname"])
    surname = surname.title() if surname.isupper() else surname
    if "name" in part:
        return f"{surname} {' '.join(part['name'].split())}"
    return f"{surname} {part['first']}." + (f"{part['second']}." if "second" in part else "")


def _with_positions(pieces: list[ReadParty | Words]) -> Iterator[ReadParty]:
    """Words that are a position go to the person after them, else to the person before them."""
    parties: list[ReadParty] = []
    position = ""
    followers: list[ReadParty | Words | None] = [*pieces[1:], None]
    for piece, following in zip(pieces, followers, strict=False):
        last = parties[-1] if parties else None
        if isinstance(piece, ReadParty):
            parties.append(replace(piece, position=position))
            position = ""
        elif _is_position(piece.text) and isinstance(following, ReadParty) and piece.after in ("", "\n", ":"):
            position = piece.text
        elif last and last.kind is PartyKind.PERSON and _belongs_to(last, piece):
            parties[-1] = replace(last, position=", ".join(filter(None, [last.position, _unbracketed(piece.text)])))
        elif last and (name := _one_more_school(last, piece.text)):
            parties.append(replace(last, name=name))
        else:
            parties.append(_unit_or_group(piece.text))
    return iter(parties)


def _unbracketed(text: str) -> str:
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text


def _is_position(text: str) -> bool:
    return bool(_STARTS_POSITION.match(text))


def _belongs_to(person: ReadParty, words: Words) -> bool:
    """«Громова А.Б., методист», «Громова А.Б. (по согласованию)»."""
    apart = bool(words.before) or words.text[0].islower()
    return words.text.startswith("(") or (not person.position and apart and _is_position(words.text))


def _one_more_school(last: ReadParty, text: str) -> str:
    """Of «СОШ № 1, 2» the second is «СОШ № 2»."""
    number, numbered = _ANOTHER_NUMBER.fullmatch(text), _NUMBERED.fullmatch(last.name)
    return f"{numbered[1]}{number[1]}" if number and numbered else ""


def _unit_or_group(text: str) -> ReadParty:
    group = _group(text)
    return ReadParty(PartyKind.GROUP if group else PartyKind.UNIT, text, group=group)


def _group(text: str) -> Group | None:
    """What the words expand to. Schools without a word on which ones are those the roadmap supports."""
    folded = " ".join(_folded(text).split())
    if _CURATORS.match(folded):
        return Group.CURATORS
    if _NAMED_SCHOOL.search(text):
        return None
    if _ALL_SCHOOLS.match(folded):
        return Group.ALL_SCHOOLS
    return Group.SUPPORTED_SCHOOLS if _OF_SCHOOLS.match(folded) else None
