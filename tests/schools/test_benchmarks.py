"""The municipality's figures are counted up from its schools; given ones go first."""

from decimal import Decimal as D

import pytest

from schools.benchmarks import Benchmark, Compared, benchmarks
from schools.models import ExamResult, ResultBenchmark
from tests.schools.factories import MunicipalityFactory, SchoolFactory


@pytest.mark.parametrize(
    ("rows", "mean", "share"),
    [
        ([(10, 1, D("3"), "marks"), (30, 3, D("4"), "marks")], D("3.75"), D("10.00")),  # weighted, not averaged
        ([(10, None, D("3"), "marks"), (10, 5, None, "marks")], D("3.00"), D("50.00")),  # missing is not zero
        ([(0, 0, None, "marks")], None, None),
        ([(None, None, D("3"), "marks"), (None, None, D("4"), "marks")], D("3.50"), None),
        ([(None, None, D("2"), "marks"), (8, None, D("4"), "marks")], D("4.00"), None),
        ([(5, 1, D("60"), "points"), (5, 1, D("40"), "points"), (9, 0, D("4"), "marks")], D("50.00"), D("10.53")),
    ],
)
@pytest.mark.django_db
def test_counted_up(rows, mean, share):
    city = {"municipality": MunicipalityFactory()}
    exam = {"year": 2026, "procedure": "oge", "subject": "Математика", "grade": 9}
    for people, below, its_mean, scale in rows:
        figures = {"participants_count": people, "below_minimum_count": below, "mean": its_mean, "scale": scale}
        ExamResult.objects.create(**city, **exam, **figures, school=SchoolFactory(**city))
    got = benchmarks(city["municipality"].pk, [2026])[2026, "oge", "Математика", 9].municipality
    assert (got.mean, got.below_minimum_percent, got.is_given) == (mean, share, False)


@pytest.mark.django_db
def test_given_figures_go_before_counted_ones(django_assert_num_queries):
    first = SchoolFactory()
    city = {"municipality": first.municipality}
    exam = {"year": 2026, "procedure": "oge", "subject": "Математика", "grade": 9}
    for school in (first, SchoolFactory(**city)):
        ExamResult.objects.create(**city, **exam, school=school, participants_count=10, below_minimum_count=2, mean=3)
    ResultBenchmark.objects.create(**city, **exam, level="region", mean="3.60", below_minimum_percent="8.5")
    other = exam | {"subject": "Химия"}
    ResultBenchmark.objects.create(**city, **other, level="town", mean="4.10")
    ExamResult.objects.create(**city, **other, school=first, participants_count=4, mean=5)
    SchoolFactory()  # another municipality
    with django_assert_num_queries(2):
        got = benchmarks(first.municipality_id, [2026])
    region = Benchmark("marks", D("3.60"), D("8.50"))
    assert got[2026, "oge", "Математика", 9] == Compared(Benchmark("marks", D("3.00"), D("20.00"), 20, False), region)
    assert got[2026, "oge", "Химия", 9] == Compared(Benchmark("marks", D("4.10")))
