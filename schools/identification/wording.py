"""Numbers, subjects and lists as a Russian sentence has them."""

from collections.abc import Iterable, Sequence

NBSP = "\u00a0"
MOST_DIGITS = 6
DATIVE = {
    "алгебра": "алгебре",
    "английский язык": "английскому языку",
    "астрономия": "астрономии",
    "биология": "биологии",
    "география": "географии",
    "геометрия": "геометрии",
    "иностранный язык": "иностранному языку",
    "информатика": "информатике",
    "история": "истории",
    "китайский язык": "китайскому языку",
    "литература": "литературе",
    "литературное чтение": "литературному чтению",
    "математика": "математике",
    "математика базовая": "базовой математике",
    "математика профильная": "профильной математике",
    "немецкий язык": "немецкому языку",
    "обществознание": "обществознанию",
    "окружающий мир": "окружающему миру",
    "русский язык": "русскому языку",
    "физика": "физике",
    "французский язык": "французскому языку",
    "химия": "химии",
}
IN_SO_MANY = ("", "одной", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти", "десяти")


def number(value: float, digits: int = 2) -> str:
    """«34», «34,5», «1 250»: at most so many digits (one or more) after the comma, noughts at the end left out."""
    text = f"{value:,.{digits}f}".rstrip("0").rstrip(".")
    return text.replace(",", NBSP).replace(".", ",")


def with_unit(value: float, unit: str) -> str:
    """«34 %», «12 км», «3 года», «34»; the unit is not torn off."""
    if unit == "лет":
        unit = noun(value, "год", "года", "лет")
    return f"{number(value)}{NBSP}{unit}" if unit else number(value)


def percent(value: float, digits: int = 1) -> str:
    """A share: «34 %», «33,3 %»."""
    return f"{number(value, digits)}{NBSP}%"


def percent_beside(limit: float, value: float, digits: int = 1) -> str:
    """A share that does not look like the limit where it is not: beside 30 it is «29,96 %» and not «30 %»."""
    enough = (more for more in range(digits, MOST_DIGITS) if value == limit or round(value, more) != limit)
    return percent(value, next(enough, digits))


def noun(count: float, one: str, few: str, many: str) -> str:
    """The form of a noun after a number; after a fraction it is «few»: «2,5 балла»."""
    if count != int(count):
        return few
    last, teens = int(abs(count)) % 10, int(abs(count)) % 100 in range(11, 15)
    return many if teens or last in (0, 5, 6, 7, 8, 9) else one if last == 1 else few


def points(count: float) -> str:
    """«1 балл», «53 балла», «45 баллов»."""
    return f"{number(count)} {noun(count, 'балл', 'балла', 'баллов')}"


def of_points(count: float) -> str:
    """In the genitive, as after «до» and «больше»: «1 балла», «20 баллов», «2,5 балла»."""
    return f"{number(count)} {noun(count, 'балла', 'баллов', 'баллов') if count == int(count) else 'балла'}"


def in_procedures(count: int) -> str:
    """«в одной процедуре», «в двух процедурах», «в 12 процедурах»."""
    many = IN_SO_MANY[count] if count < len(IN_SO_MANY) else str(count)
    return f"в {many} {'процедуре' if count == 1 else 'процедурах'}"


def by_subject(subject: str) -> str:
    """«по математике»; a subject that the table does not know is quoted: «по предмету «Черчение»»."""
    known = DATIVE.get(" ".join(subject.lower().replace(",", " ").replace("(", " ").replace(")", " ").split()))
    return f"по {known}" if known else f"по предмету «{subject}»"


def listed(items: Sequence[str]) -> str:
    """«а», «а и б», «а, б и в»."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} и {items[-1]}" if items else ""


def lower_first(text: str) -> str:
    """For the middle of a sentence; an abbreviation stays: «доля…», «ОГЭ…»."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def years(first: int, last: int) -> str:
    """Calendar years, both inclusive: «2026 год», «2025–2026 годы»."""
    return f"{last}{NBSP}год" if first == last else f"{first}–{last}{NBSP}годы"


def joined(parts: Iterable[str], by: str = "; ") -> str:
    return by.join(part for part in parts if part)
