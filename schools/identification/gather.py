"""What a run looks at, taken from the database: plain facts of all open schools of a municipality."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from schools.identification.facts import Inputs, Names, Question, Result, SchoolFacts
from schools.models import (
    ExamResult,
    FederalList,
    FederalListing,
    PassportQuestion,
    ResultBenchmark,
    School,
    SocialPassport,
)
from schools.school_year import SchoolYear

RESULT = ("year", "procedure", "subject", "grade", "scale")


def gather(municipality_id: int, year: int, *, today: date, years_back: int = 1) -> Inputs:
    """Schools that are open, in seven statements whatever their number: today in the school year that goes on,
    on its first day in another.

    Results are of `years_back` calendar years up to `year`; passports are those handed in for the school year.
    """
    of_here = {"municipality": municipality_id}
    day = today if SchoolYear.of(today).first == year else SchoolYear(year).start
    schools = School.objects.filter(**of_here).filter(Q(closed_on=None) | Q(closed_on__gt=day)).in_alphabet()
    results = _results(municipality_id, range(year - years_back + 1, year + 1))
    values = _values(municipality_id, year)
    listed = _listed(municipality_id, year)
    return Inputs(
        year,
        tuple(
            SchoolFacts(pk, name, tuple(results[pk]), values.get(pk, {}), None if listed is None else pk in listed)
            for pk, name in schools.values_list("pk", "short_name")
        ),
        names_of(municipality_id),
    )


def names_of(municipality_id: int) -> Names:
    """What questions and procedures are called today."""
    unit = {PassportQuestion.Unit.PERCENT: "%", PassportQuestion.Unit.COUNT: ""}
    questions = PassportQuestion.objects.filter(municipality=municipality_id).in_order()
    return Names(
        {row.code: Question(row.title, unit.get(PassportQuestion.Unit(row.unit), row.measure)) for row in questions},
        dict(ExamResult.Procedure.choices),
    )


def _results(municipality_id: int, years: Iterable[int]) -> dict[int, list[Result]]:
    of_here = {"municipality": municipality_id, "year__in": years}
    region = {
        tuple(row[:5]): row[5]
        for row in ResultBenchmark.objects.filter(**of_here, level=ResultBenchmark.Level.REGION).values_list(
            *RESULT, "mean"
        )
    }
    found = defaultdict(list)
    rows = ExamResult.objects.filter(**of_here).order_by("school_id", *RESULT)
    for pk, count, below, mean, *key in rows.values_list(
        "school_id", "participants_count", "below_minimum_count", "mean", *RESULT
    ):
        year, procedure, subject, grade, scale = key
        means = (_number(mean), _number(region.get(tuple(key))))
        in_marks = scale == ExamResult.Scale.MARKS
        found[pk].append(Result(year, procedure, subject, grade, count, below, in_marks, *means))
    return found


def _number(value) -> float | None:
    return None if value is None else float(value)


def _values(municipality_id: int, year: int) -> dict[int, dict[int, dict[str, float]]]:
    rows = SocialPassport.objects.submitted().filter(municipality=municipality_id, year=year)
    return {
        pk: {year: {code: float(value) for code, value in values.items() if value is not None}}
        for pk, values in rows.values_list("school_id", "values")
    }


def _listed(municipality_id: int, year: int) -> set[int] | None:
    """Schools of the federal list; None while there is none."""
    of_year = FederalList.objects.filter(municipality=municipality_id, year=year)
    if not of_year.exists():
        return None
    return set(FederalListing.objects.filter(federal_list__in=of_year).values_list("school_id", flat=True))
