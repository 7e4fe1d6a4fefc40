"""Facts and methods for the tables of boundaries."""

from schools.identification import Criterion, Decision, Inputs, Method, Names, Question, Result, SchoolFacts

YEAR = 2026
NAMES = Names(
    {
        "single_parent_percent": Question("Неполные семьи"),
        "good_marks_percent": Question("Учатся на «4» и «5»"),
        "distance_to_centre_km": Question("Расстояние до центра", "км"),
        "to_grade_10_percent": Question("Девятиклассники, продолжившие учёбу в 10 классе"),
    },
    {"vpr": "ВПР", "oge": "ОГЭ", "ege": "ЕГЭ"},
)


def result(below: int | None = 30, of: int = 100, **facts) -> Result:
    told = {"year": YEAR, "procedure": "oge", "subject": "Математика", "grade": 9, **facts}
    return Result(participants=of, below_minimum=below, **told)


def school(*results: Result, name: str = "МБОУ ООШ № 76", is_listed: bool | None = None, **values) -> SchoolFacts:
    """A school with answers of this year's passport; None is no answer."""
    known = {code: value for code, value in values.items() if value is not None}
    return SchoolFacts(abs(hash(name)) % 10_000, name, results, {YEAR: known}, is_listed)


def inputs(*schools: SchoolFacts) -> Inputs:
    return Inputs(YEAR, schools, NAMES)


def method(*criteria: Criterion, **decisions: Decision) -> Method:
    return Method("Проба", criteria, decisions or {"low": Decision()})
