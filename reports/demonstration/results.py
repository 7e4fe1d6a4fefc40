"""Part of the first step of the demonstration: results of three years; the newest came in with a table."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from config import jobs
from config.lists import XLSX
from reports.demonstration import places
from schools import services
from schools.models import ExamResult, Municipality, ResultBenchmark, ResultImport, School, User
from schools.models.result import MARK_FIELDS, Procedure, Scale
from schools.result_book import HEADINGS
from schools.roles import Role
from schools.school_year import SchoolYear

KINDS = (
    (Procedure.VPR, "Русский язык", 6),
    (Procedure.VPR, "Математика", 6),
    (Procedure.VPR, "История", 7),
    (Procedure.OGE, "Математика", 9),
    (Procedure.OGE, "Русский язык", 9),
    (Procedure.OGE, "Биология", 9),
)
EGE = ((Procedure.EGE, "Русский язык", 11), (Procedure.EGE, "Математика (профильная)", 11))
WITH_GRADE_11 = {School.Kind.SECONDARY, School.Kind.GYMNASIUM, School.Kind.LYCEUM}
YEARS_BACK = 2


def tell_results(municipality: Municipality, schools: tuple[places.SchoolFacts, ...], year: SchoolYear) -> None:
    """Two years as rows; the newest as the table that the specialist has imported, with the region's line."""
    rows = {school.short_name: school for school in School.objects.filter(municipality=municipality)}
    for back in range(1, YEARS_BACK + 1):
        calendar_year = year.first - back
        ExamResult.objects.bulk_create(
            ExamResult(municipality=municipality, school=rows[facts.short_name], year=calendar_year, **result)
            for facts in schools
            for result in _results(facts, back)
        )
        ResultBenchmark.objects.bulk_create(
            ResultBenchmark(municipality=municipality, level="region", year=calendar_year, **figures)
            for figures in region_figures(back)
        )
    _import(municipality, schools, year.first)


def _results(facts: places.SchoolFacts, back: int) -> list[dict]:
    found = [by_marks(facts, kind, back, place) for place, kind in enumerate(KINDS)]
    return found + [
        _by_points(facts, kind, back, place) for place, kind in enumerate(EGE) if facts.kind in WITH_GRADE_11
    ]


def _shift(facts: places.SchoolFacts, back: int) -> int:
    """How many points worse the share below the minimum was; who has left the list was on it two years ago."""
    if not facts.listed:
        return -back
    return 18 if facts.listed[2] == back == 2 else 4 * back


def by_marks(facts: places.SchoolFacts, kind: tuple, back: int, place: int) -> dict:
    """A result by marks so many years back; `place` is that of the procedure in KINDS."""
    people = max(9, facts.pupils // 11 + place % 4)  # parallels are not of one size
    percent = max(0, facts.below_percent + _shift(facts, back) - 3 * (place % 3))
    twos = round(people * percent / 100)
    fives = round((people - twos) * max(4, 24 - percent // 2 + place) / 100)
    threes = round((people - twos - fives) * min(78, 38 + percent // 2 + 2 * place) / 100)
    marks = (twos, threes, people - twos - threes - fives, fives)
    mean = sum(mark * many for mark, many in zip((2, 3, 4, 5), marks, strict=True)) / people
    return {
        **_about(kind),
        "participants_count": people,
        **dict(zip(MARK_FIELDS, marks, strict=True)),
        "below_minimum_count": twos,
        "scale": Scale.MARKS,
        "mean": round(mean, 2),
    }


def _by_points(facts: places.SchoolFacts, kind: tuple, back: int, place: int) -> dict:
    people = max(4, facts.pupils // (24 + 10 * place))
    hard = facts.below_percent + _shift(facts, back)
    return {
        **_about(kind),
        "participants_count": people,
        "below_minimum_count": people * hard // 1000,
        "scale": Scale.POINTS,
        "mean": round(74 - 9 * place - hard * 0.55, 2),
    }


def _about(kind: tuple) -> dict:
    return dict(zip(("procedure", "subject", "grade"), kind, strict=True))


def region_figures(back: int) -> list[dict]:
    """What the region had so many years back."""
    marks = [
        {
            **_about(kind),
            "mean": round(3.68 - 0.04 * place - 0.02 * back, 2),
            "below_minimum_percent": 11 + place + back,
        }
        for place, kind in enumerate(KINDS)
    ]
    points = [
        {**_about(kind), "scale": Scale.POINTS, "mean": 66.4 - 9 * place - back, "below_minimum_percent": 1 + place}
        for place, kind in enumerate(EGE)
    ]
    return marks + points


def _import(municipality: Municipality, schools: tuple[places.SchoolFacts, ...], year: int) -> None:
    by = User.objects.filter(municipality=municipality, role=Role.SPECIALIST).order_by("pk").first()
    table = SimpleUploadedFile(f"Результаты {year}.xlsx", _table(schools, year), content_type=XLSX)
    jobs.run(services.hand_in_results(table, by=by).pk)
    result_import = ResultImport.objects.get(municipality=municipality)
    jobs.run(services.take_results(result_import, by=by).pk)


def _table(schools: tuple[places.SchoolFacts, ...], year: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Результаты")
    sheet.append(HEADINGS)
    for facts in schools:
        for result in _results(facts, 0):
            sheet.append(_line(facts.short_name, year, result))
    for figures in region_figures(0):
        people = 4000  # the table wants a count, the region gives a share
        below = round(people * figures.pop("below_minimum_percent") / 100)
        figures |= {"participants_count": people, "below_minimum_count": below}
        sheet.append(_line("Регион", year, {"scale": Scale.MARKS, **figures}))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _line(school: str, year: int, figures: dict) -> list:
    """In the order of HEADINGS."""
    means = (figures["mean"], None) if figures["scale"] == Scale.MARKS else (None, figures["mean"])
    about = (Procedure(figures["procedure"]).label, figures["subject"], figures["grade"])
    counts = ("participants_count", *MARK_FIELDS, "below_minimum_count")
    return [school, year, *about, *(figures.get(name) for name in counts), *means]
