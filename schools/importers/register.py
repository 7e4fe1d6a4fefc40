"""A table of the register becomes schools: new, changed, the same; whatever cannot be taken is named by its cell."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from schools.importers.columns import Heading, Meaning, find_heading, known_to, plain
from schools.importers.naming import SchoolNames, key
from schools.importers.sheet import Sheet, TableRefused
from schools.importers.values import Problem, Wrong, numeric
from schools.models import School
from schools.models.municipality import LATITUDES, LONGITUDES

MEANINGS = (
    Meaning("short_name", "Краткое наименование", r"кратк|сокращен|^(школа|оо|организация|наименование)$"),
    Meaning("name", "Полное наименование", r"полн|наименование|название"),
    Meaning("kind", "Вид", r"^(вид|тип)\b"),
    Meaning("code", "Код в РИС / ФИС ОКО", r"^код\b|логин|рис|фис"),
    Meaning("ogrn", "ОГРН", r"огрн"),
    Meaning("address", "Адрес", r"адрес"),
    Meaning("latitude", "Широта", r"широта"),
    Meaning("longitude", "Долгота", r"долгота"),
    Meaning("is_rural", "Местность", r"местност|сельск|город"),
    Meaning("is_base", "Базовая школа", r"базов"),
)
LABELS = {meaning.key: meaning.label for meaning in MEANINGS}
LONGEST = {name: School._meta.get_field(name).max_length for name in ("short_name", "name", "code", "address")}
YES = frozenset({"да", "+", "1", "есть", "базовая"})
USUAL_CODE = re.compile(r"[^\W\d]*\d+([-./]\d+)*")
USUAL_LOCATION = re.compile(r"(сельск\w+|городск\w+)( местность)?|село|деревня|пос[её]лок|город|да|нет|[+\-10]")
NO = frozenset({"нет", "-", "–", "—", "0"})
RURAL, URBAN = re.compile(r"^(сел|дер|пос|да$|\+$|1$)"), re.compile(r"^(гор|нет$|-$|0$)")
KINDS = (
    (r"лице", School.Kind.LYCEUM), (r"гимнази", School.Kind.GYMNASIUM), (r"\bсош\b|средн", School.Kind.SECONDARY),
    (r"\bоош\b|основн", School.Kind.BASIC), (r"\bнош\b|начальн", School.Kind.PRIMARY),
)  # fmt: skip
NO_HEADING = (
    "Не нашли строку с названиями граф. Нужны хотя бы «Краткое наименование» и ещё одна графа, как в образце; "
    "образец можно скачать на странице загрузки."
)


@dataclass(slots=True)
class ReadSchool:
    """A line of the table: what it says of a school; an empty cell says nothing. `row` counts from 0."""

    row: int
    place: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that changes, in the words of the screen."""

    name: str
    was: str
    now: str


@dataclass(slots=True)
class Comparison:
    """`new` are lines without a school, `changed` those with what changes, `same` how many change nothing.

    `problems` keep their lines out; `doubts` are cells that are taken and should be looked at.
    """

    new: list[ReadSchool] = field(default_factory=list)
    changed: list[tuple[ReadSchool, School, list[Difference]]] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)


def table_of(sheets: Sequence[Sheet]) -> tuple[Sheet, Heading]:
    """The first sheet with a heading that is understood. Raises TableRefused where there is none."""
    for sheet in sheets:
        if heading := find_heading(sheet, known_to(MEANINGS)):
            return sheet, heading
    raise TableRefused(NO_HEADING)


def read(sheet: Sheet, heading: Heading, keys: Sequence[str]) -> tuple[list[ReadSchool], list[Problem]]:
    """Lines without an error, and what is wrong with the others; `keys` are meanings of the columns."""
    found, problems = [], []
    for row in heading.rows(sheet):
        line, wrong = ReadSchool(row, f"строка {row + 1}"), []
        for column, meaning in enumerate(keys):
            if meaning and sheet.value(row, column) != "":
                try:
                    line.facts[meaning] = READERS[meaning](sheet.value(row, column), sheet.text(row, column))
                except Wrong as error:
                    wrong.append(Problem(sheet.name, sheet.address(row, column), str(error)))
        wrong += [Problem(sheet.name, sheet.address(row, 0), text) for text in _incomplete(line)]
        problems += wrong
        if not wrong:
            found.append(line)
    return found, problems


def _incomplete(line: ReadSchool) -> Iterator[str]:
    if not {"short_name", "code", "ogrn"} & line.facts.keys():
        yield "нет ни названия, ни кода, ни ОГРН — не понять, какая это школа"
    if ("latitude" in line.facts) != ("longitude" in line.facts):
        yield "укажите и широту, и долготу"


def doubts(sheet: Sheet, heading: Heading, keys: Sequence[str]) -> list[Problem]:
    """Cells that are understood, though they are written as hardly anybody writes them."""
    return [
        Problem(sheet.name, sheet.address(row, column), said)
        for row in heading.rows(sheet)
        for column, meaning in enumerate(keys)
        if meaning in DOUBTS and (said := DOUBTS[meaning](sheet.text(row, column)))
    ]


def compare(lines: Iterable[ReadSchool], schools: Mapping[int, School], names: SchoolNames, sheet: Sheet) -> Comparison:
    """What the lines change in the register. A school is known by its code, its ОГРН, then by any of its names.

    Only the code and the ОГРН rename a school: by a name it is found as the table happens to spell it.
    """
    result, met = Comparison(), {}
    for line in lines:
        text = _refusal(line, pk := _find(line, schools, names), schools, met)
        if text:
            result.problems.append(Problem(sheet.name, sheet.address(line.row, 0), text))
        elif pk is None:
            _complete(line)
            result.new.append(line)
        elif differences := _differences(schools[pk], line):
            result.changed.append((line, schools[pk], differences))
        else:
            result.same += 1
    return result


def _find(line: ReadSchool, schools: Mapping[int, School], names: SchoolNames) -> int | None:
    for name in ("code", "ogrn"):
        if value := line.facts.get(name):
            fitting = [pk for pk, school in schools.items() if getattr(school, name).lower() == str(value).lower()]
            if len(fitting) == 1:
                return fitting[0]
    by_name = names.keys.get(key(str(line.facts.get("short_name", "")))) or None
    if by_name:
        del line.facts["short_name"]
    return by_name


def _refusal(line: ReadSchool, pk: int | None, schools: Mapping[int, School], met: dict) -> str:
    """Why a line cannot be taken; remembers which schools were met."""
    called = line.facts.get("short_name")
    if pk is None and not called:
        return "школы с таким кодом или ОГРН нет, а для новой нужно краткое наименование"
    which = pk or key(str(called))
    if which in met:
        return f"эта школа уже есть выше, {met[which]}"
    numbers = [(name, value) for name in ("code", "ogrn") if (value := line.facts.get(name))]
    if place := next((met[number] for number in numbers if number in met), ""):
        return f"такой код или ОГРН уже есть выше, {place}"
    met |= dict.fromkeys([which, *numbers], line.place)
    if pk and schools[pk].closed_on:
        return f"{schools[pk]} закрыта; сведения закрытой школы не меняются"
    return ""


def _complete(line: ReadSchool) -> None:
    """What a new school needs and a table often leaves out."""
    called = str(line.facts["short_name"])
    line.facts.setdefault("name", called)
    line.facts.setdefault("kind", _kind_in(f"{called} {line.facts['name']}") or School.Kind.SECONDARY)


def _differences(school: School, line: ReadSchool) -> list[Difference]:
    return [
        Difference(LABELS[name], _said(name, getattr(school, name)), _said(name, value))
        for name, value in line.facts.items()
        if getattr(school, name) != value
    ]


def _said(name: str, value) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    if name == "kind":
        return str(School.Kind(value).label)
    return "нет" if value in (None, "") else str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)


def _text(name: str) -> Callable:
    def read_text(value, text: str) -> str:
        if len(text) > LONGEST[name]:
            raise Wrong(f"слишком длинно: не больше {LONGEST[name]} знаков")
        return text

    return read_text


def _kind_in(text: str) -> str | None:
    return next((kind for pattern, kind in KINDS if re.search(pattern, plain(text))), None)


def _kind(value, text: str) -> str:
    if kind := _kind_in(text):
        return kind
    raise Wrong(f"«{text[:40]}» — такого вида нет: СОШ, ООШ, НОШ, гимназия или лицей")


def _ogrn(value, text: str) -> str:
    if not re.fullmatch(r"\d{13}|\d{15}", text):
        raise Wrong(f"«{text[:40]}» — в ОГРН 13 цифр; поставьте графе текстовый формат, чтобы Excel не округлял")
    return text


def _degrees(bounds: list) -> Callable:
    low, high = (bound.limit_value for bound in bounds)

    def read_degrees(value, text: str) -> Decimal:
        got = numeric(value)
        if got is None or not low <= got <= high:
            raise Wrong(f"«{text[:40]}» — нужно число градусов от {low} до {high}, например 55,41210")
        return Decimal(str(got)).quantize(Decimal("0.00001"))

    return read_degrees


def _rural(value, text: str) -> bool:
    word = plain(text) or text
    if RURAL.match(word):
        return True
    if URBAN.match(word):
        return False
    raise Wrong(f"«{text[:40]}» — напишите «сельская» или «городская»")


def _base(value, text: str) -> bool:
    if text.lower() in YES | NO:
        return text.lower() in YES
    raise Wrong(f"«{text[:40]}» — напишите «да» или «нет»")


READERS: dict[str, Callable] = {
    "short_name": _text("short_name"),
    "name": _text("name"),
    "kind": _kind,
    "code": _text("code"),
    "ogrn": _ogrn,
    "address": _text("address"),
    "latitude": _degrees(LATITUDES),
    "longitude": _degrees(LONGITUDES),
    "is_rural": _rural,
    "is_base": _base,
}


def _doubtful_code(text: str) -> str:
    if not text or USUAL_CODE.fullmatch(text):
        return ""
    return f"«{text[:40]}» — код обычно состоит из цифр. Проверьте, нет ли опечатки"


def _doubtful_location(text: str) -> str:
    word = plain(text) or text
    is_rural = bool(RURAL.match(word))
    if USUAL_LOCATION.fullmatch(word) or not (is_rural or URBAN.match(word)):
        return ""
    return f"«{text[:40]}» — понято как «{'сельская' if is_rural else 'городская'}»"


DOUBTS: dict[str, Callable[[str], str]] = {"code": _doubtful_code, "is_rural": _doubtful_location}
