"""Criteria that look at results of ВПР, ОГЭ, ЕГЭ and other procedures."""

from schools.identification import wording
from schools.identification.facts import Names, Result, SchoolFacts
from schools.identification.parameters import Number, Procedures
from schools.identification.reading import Context, Given, Kind, Reading, lacking

YEARS = Number("years", "За сколько последних лет", 1, 1, 5, is_whole=True)
NAMED = 3  # results that a sentence names


def _window(school: SchoolFacts, given: Given, year: int) -> list[Result]:
    """Results of the last years, newest first, without those in which nobody took part; each procedure, subject,
    grade and year is one.
    """
    wanted, since = given["procedures"], year - given["years"] + 1
    rows = (row for row in school.results if since <= row.year <= year and row.participants != 0)
    return sorted(
        (row for row in rows if not wanted or row.procedure in wanted),
        key=lambda row: (-row.year, row.procedure, row.subject, row.grade),
    )


def _place(row: Result, *, year: int) -> str:
    """«по математике в 9 классе», of another year than the list's «по математике в 9 классе (2025)»."""
    of_year = f" ({row.year})" if row.year != year else ""
    return f"{wording.by_subject(row.subject)} в {row.grade} классе{of_year}"


def _within(given: Given, year: int) -> str:
    return wording.years(year - given["years"] + 1, year)


def _of_procedures(given: Given, names: Names) -> str:
    return wording.listed([names.procedures.get(code, code) for code in given["procedures"]])


def read_below_minimum(school: SchoolFacts, given: Given, context: Context) -> Reading:
    """The share is «below the minimum ÷ participants» of each result by itself; at the threshold it counts."""
    rows, needed = _window(school, given, context.year), int(given["procedures_count"])
    rows = [row for row in rows if row.below_percent is not None and (row.participants or 0) >= given["participants"]]
    if not rows:
        return lacking(f"нет результатов за {_within(given, context.year)}")
    low = sorted((row for row in rows if _share(row) >= given["percent"]), key=lambda row: (-row.year, -_share(row)))
    if len(low) < needed and len(rows) < needed:
        found = f"{len(rows)} {wording.noun(len(rows), 'результат', 'результата', 'результатов')}"
        return lacking(f"за {_within(given, context.year)} есть только {found}, а нужно не меньше {needed}")
    shown = low or [max(rows, key=_share)]
    return Reading(
        len(low) >= needed,
        shown=_shown([_told_share(row, given) for row in shown]),
        phrase=_below_phrase(shown, given, context.year),
    )


def _shown(told: list[str]) -> str:
    """For a cell: «34 %», «34 %, 31 %», of three and more «34 % и ещё в двух процедурах»."""
    if len(told) <= 2:
        return wording.joined(told, by=", ")
    return f"{told[0]} и ещё {wording.in_procedures(len(told) - 1)}"


def _share(row: Result) -> float:
    return row.below_percent or 0.0


def _told_share(row: Result, given: Given) -> str:
    return wording.percent_beside(given["percent"], _share(row))


def _below_phrase(rows: list[Result], given: Given, year: int) -> str:
    told = [f"{_told_share(row, given)} {_place(row, year=year)}" for row in rows[:NAMED]]
    more = [f"ещё {wording.in_procedures(len(rows) - NAMED)}"] if len(rows) > NAMED else []
    threshold = f"порог {wording.percent(given['percent'])} {wording.in_procedures(int(given['procedures_count']))}"
    return f"ниже минимума {wording.listed(told + more)}; {threshold}"


def below_in_words(given: Given, names: Names) -> str:
    of = f" ({_of_procedures(given, names)})" if given["procedures"] else ""
    return (
        f"Ниже минимума не меньше {wording.percent(given['percent'])} участников"
        f" хотя бы {wording.in_procedures(int(given['procedures_count']))}{of}{_years_in_words(given)}"
    )


def _years_in_words(given: Given) -> str:
    count = int(given["years"])
    if count == 1:
        return " за последний год"
    return f" за последние {count} {wording.noun(count, 'год', 'года', 'лет')}"


def read_mean_gap(school: SchoolFacts, given: Given, context: Context) -> Reading:
    """School's and region's mean of the same result; exactly so far below does not count yet: «более 20 баллов»."""
    rows, needed = _window(school, given, context.year), int(given["procedures_count"])
    if not rows:
        return lacking(f"нет результатов за {_within(given, context.year)}")
    known = [row for row in rows if row.mean is not None and row.region_mean is not None]
    if not known:
        return lacking("не с чем сравнить: нет среднего результата по региону")
    behind = sorted((row for row in known if _gap(row) > _limit(row, given)), key=_gap, reverse=True)
    if len(behind) < needed and len(known) < needed:
        return lacking(f"среднее по региону известно только {wording.in_procedures(len(known))}, а нужно {needed}")
    shown = behind or [max(known, key=_gap)]
    return Reading(
        len(behind) >= needed,
        shown=_shown([_signed(_gap(row)) for row in shown]),
        phrase=_gap_phrase(shown, given, context.year),
    )


def _gap(row: Result) -> float:
    """How far below the region the school is; below nought it is above."""
    return round((row.region_mean or 0.0) - (row.mean or 0.0), 2)


def _limit(row: Result, given: Given) -> float:
    return given["marks"] if row.is_in_marks else given["points"]


def _signed(gap: float) -> str:
    return f"{'−' if gap > 0 else '+' if gap < 0 else ''}{wording.number(abs(gap))}"


def _gap_phrase(rows: list[Result], given: Given, year: int) -> str:
    told = [f"на {_far(row)} {_place(row, year=year)}" for row in rows[:NAMED] if _gap(row) > 0]
    if not told:
        return "средний результат не ниже регионального"
    return f"средний результат ниже регионального {wording.listed(told)}; порог – больше {_limits(rows, given)}"


def _far(row: Result) -> str:
    return f"{wording.number(_gap(row))} отметки" if row.is_in_marks else wording.points(_gap(row))


def _limits(rows: list[Result], given: Given) -> str:
    """Of the scales that the rows have: «20 баллов», «0,5 отметки», «20 баллов или 0,5 отметки»."""
    points = [wording.of_points(given["points"])] if any(not row.is_in_marks for row in rows) else []
    marks = [f"{wording.number(given['marks'])} отметки"] if any(row.is_in_marks for row in rows) else []
    return " или ".join(points + marks)


def gap_in_words(given: Given, names: Names) -> str:
    of = f" ({_of_procedures(given, names)})" if given["procedures"] else ""
    return (
        f"Средний результат ниже регионального больше чем на {wording.points(given['points'])}"
        f" или {wording.number(given['marks'])} отметки"
        f" хотя бы {wording.in_procedures(int(given['procedures_count']))}{of}{_years_in_words(given)}"
    )


COUNT = Number("procedures_count", "Не меньше чем в скольких процедурах", 2, 1, 20, is_whole=True)

BELOW_MINIMUM = Kind(
    "below_minimum",
    "Доля результатов ниже минимума",
    "Доля – участники ниже минимума («2») от всех участников. Каждые процедура, предмет, класс и год считаются "
    "отдельной процедурой; результаты, где участников меньше заданного числа, не учитываются.",
    read_below_minimum,
    below_in_words,
    (
        Number("percent", "Порог доли", 30, 0.1, 100, "%"),
        COUNT,
        YEARS,
        Number("participants", "Наименьшее число участников", 1, 1, 100, "чел.", is_whole=True),
        Procedures(),
    ),
)
MEAN_GAP = Kind(
    "mean_gap",
    "Отставание среднего результата от региона",
    "Средний результат школы сравнивается со средним по региону в той же процедуре, предмете, классе и году. "
    "Признак есть, если школа ниже больше чем на заданное число баллов (шкала 0–100) или отметок (шкала 2–5).",
    read_mean_gap,
    gap_in_words,
    (
        Number("points", "Отставание в баллах, больше чем на", 20, 0, 100, "баллов из 100"),
        Number("marks", "Отставание в отметках, больше чем на", 0.5, 0, 3, "отметки"),
        Number("procedures_count", "Не меньше чем в скольких процедурах", 1, 1, 20, is_whole=True),
        YEARS,
        Procedures(),
    ),
)
