"""Runs: what they freeze, how people decide otherwise, what an order makes of the lists."""

from datetime import date, timedelta

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction

from schools import services
from schools.identification.gather import gather
from schools.models import (
    ExamResult,
    FederalList,
    IdentificationMethod,
    IdentificationRun,
    ResultBenchmark,
    School,
    SocialPassport,
    SupportStatus,
)
from schools.services.equipping import give_methods
from tests.schools.factories import MunicipalityFactory, SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db
YEAR = 2026
SIGNED = date(2026, 10, 1)
HARD = {
    "pupils_count": 158, "parents_with_degree_percent": 13, "single_parent_percent": 35, "large_families_percent": 22,
    "good_marks_percent": 22, "preventive_register_percent": 3.9, "vacancies_count": 3, "distance_to_centre_km": 21,
    "equipment_age_years": 9, "has_psychologist": False,
}  # fmt: skip
EASY = dict.fromkeys(HARD, 0) | {"pupils_count": 800, "good_marks_percent": 60, "parents_with_degree_percent": 60}


@pytest.fixture
def specialist():
    user = UserFactory(municipality=MunicipalityFactory())
    give_methods(user.municipality)
    return user


def school(user, name: str, values: dict | None = None, below: int | None = None, year: int = YEAR) -> School:
    row = SchoolFactory(municipality=user.municipality, short_name=name)
    of_school = {"municipality": user.municipality, "school": row, "year": year}
    if values is not None:
        SocialPassport.objects.create(**of_school, values=values, submitted_at="2026-09-20T10:00:00Z")
    if below is not None:
        for subject, procedure, grade in (("Математика", "oge", 9), ("Русский язык", "vpr", 6)):
            ExamResult.objects.create(
                **of_school, procedure=procedure, subject=subject, grade=grade, mean="3.40",
                participants_count=100, below_minimum_count=below,
            )  # fmt: skip
    return row


def run_of(user, code: str = "points", year: int = YEAR) -> IdentificationRun:
    method = IdentificationMethod.objects.get(municipality=user.municipality, code=code)
    return services.start_run(method.versions.get(status="in_force"), year=year, by=user)


def verdicts(run) -> dict[str, str]:
    return {row.school.short_name: row.verdict for row in run.schools.select_related("school").order_by("place")}


def test_sum_of_points_over_passports(specialist):
    school(specialist, "Лёгкая", EASY)
    school(specialist, "Трудная", HARD)
    school(specialist, "Без паспорта")
    run = run_of(specialist)
    assert verdicts(run) == {"Трудная": "adverse", "Лёгкая": "none", "Без паспорта": "none"}
    assert {row.school.short_name: row.lacks_data for row in run.schools.all()} == {
        "Трудная": False,
        "Лёгкая": False,
        "Без паспорта": True,
    }


def test_federal_list_and_thresholds(specialist):
    low, listed, well = (
        school(specialist, "A", below=30),
        school(specialist, "B", below=0),
        school(specialist, "C", below=29),
    )
    services.save_federal_list(YEAR, by=specialist, source="Письмо", schools=[listed])
    run = run_of(specialist, "combined")
    found = verdicts(run)
    assert (found["A"], found["B"], found["C"]) == ("low", "low", "none")
    assert "ниже минимума 30" in run.schools.get(school=low).sentence
    assert "федеральном перечне" in run.schools.get(school=listed).sentence
    assert run.schools.get(school=well).missing.startswith("Социальный индекс: ")


def test_gathering_reads_what_counts(specialist, django_assert_max_num_queries):
    row = school(specialist, "A", {**HARD, "distance_to_centre_km": None}, below=30)
    SocialPassport.objects.create(municipality=row.municipality, school=row, year=YEAR - 1, values=HARD)
    draft = SchoolFactory(municipality=row.municipality, short_name="Б")
    SocialPassport.objects.create(municipality=row.municipality, school=draft, year=YEAR, values=HARD)
    SchoolFactory(municipality=row.municipality, closed_on=date(2026, 8, 31))
    closing = SchoolFactory(municipality=row.municipality, short_name="В", closed_on=date(2027, 6, 1))
    SchoolFactory(short_name="Чужая")
    ResultBenchmark.objects.create(
        municipality=row.municipality,
        level="region",
        year=YEAR,
        procedure="oge",
        subject="Математика",
        grade=9,
        mean="3.9",
    )
    with django_assert_max_num_queries(7):
        inputs = gather(row.municipality_id, YEAR, today=SIGNED)
    one, other, third = inputs.schools
    assert (one.name, other.name, third.pk) == ("A", "Б", closing.pk)
    assert one.values[YEAR]["has_psychologist"] == 0
    assert "distance_to_centre_km" not in one.values[YEAR]
    assert other.values == {}
    assert {result.subject: result.region_mean for result in one.results} == {"Математика": 3.9, "Русский язык": None}


@pytest.mark.parametrize(
    ("closed_on", "today", "is_there"),
    [
        (date(2026, 9, 15), date(2026, 9, 14), True),
        (date(2026, 9, 15), date(2026, 9, 15), False),
        (date(2026, 9, 1), date(2026, 8, 31), False),  # of the year to come
        (date(2026, 9, 2), date(2026, 8, 31), True),
        (date(2027, 1, 11), date(2027, 9, 1), True),  # of the year that is over
        (None, date(2026, 9, 15), True),
    ],
)
def test_a_school_that_is_closed_by_now_is_not_looked_at(specialist, closed_on, today, is_there):
    SchoolFactory(municipality=specialist.municipality, closed_on=closed_on)
    assert bool(gather(specialist.municipality_id, YEAR, today=today).schools) is is_there


def test_computing_again_gives_the_same_whatever_has_changed_since(specialist):
    row = school(specialist, "Трудная", HARD, below=40)
    run = run_of(specialist, "combined")
    SocialPassport.objects.update(values=EASY)
    ExamResult.objects.all().delete()
    School.objects.filter(pk=row.pk).update(short_name="Иначе")
    method = IdentificationMethod.objects.get(code="combined")
    draft = services.next_draft(method, by=specialist)
    services.remove_criterion(draft, by=specialist, key="below")
    services.put_in_force(draft, by=specialist, on=date(2026, 11, 1))
    assert services.recompute_run(IdentificationRun.objects.get(pk=run.pk)) == []


def test_computing_again_tells_what_differs(specialist):
    school(specialist, "Трудная", HARD)
    run = run_of(specialist)
    with pgtrigger.ignore():
        run.schools.update(points=1)
    assert services.recompute_run(run) == ["Трудная"]


def test_other_words_are_no_other_result(specialist):
    school(specialist, "Трудная", HARD)
    run = run_of(specialist)
    with pgtrigger.ignore():
        run.schools.update(sentence="сказано прежними словами")
    assert services.recompute_run(run) == []


def test_what_a_run_looked_at_never_changes(specialist):
    school(specialist, "Трудная", HARD)
    run = run_of(specialist)
    for change in ({"inputs": {}}, {"method": {}}, {"year": 2020}):
        with pytest.raises(Error), transaction.atomic():
            IdentificationRun.objects.filter(pk=run.pk).update(**change)
    for change in ({"points": 1}, {"sentence": "Иначе"}, {"proposed": "both"}):
        with pytest.raises(Error), transaction.atomic():
            run.schools.update(**change)


def test_a_version_that_was_in_force_never_changes(specialist):
    version = IdentificationMethod.objects.get(code="points").versions.get()
    with pytest.raises(Error), transaction.atomic():
        type(version).objects.filter(pk=version.pk).update(content={})
    with pytest.raises(ValidationError):
        services.remove_criterion(version, by=specialist, key="single")


def test_the_same_data_asked_twice_are_one_run(specialist):
    school(specialist, "Трудная", HARD)
    run = run_of(specialist)
    assert run_of(specialist) == run
    SocialPassport.objects.update(values=EASY)
    assert run_of(specialist) != run


def test_a_decision_needs_a_reason_where_it_differs_and_can_be_taken_back(specialist):
    school(specialist, "Трудная", HARD)
    row = run_of(specialist).schools.get()
    with pytest.raises(ValidationError, match="напишите почему"):
        services.decide_otherwise(row, by=specialist, verdict="none", reason=" ")
    services.decide_otherwise(row, by=specialist, verdict="none", reason="Закрывается в мае")
    row.refresh_from_db()
    assert (row.verdict, row.reason, row.decided_by) == ("none", "Закрывается в мае", specialist)
    services.take_back_decision(row, by=specialist)
    row.refresh_from_db()
    assert (row.verdict, row.reason, row.decided_by) == ("adverse", "", None)


def test_decisions_wait_while_a_run_is_confirmed(specialist):
    school(specialist, "Трудная", HARD)
    run = run_of(specialist)
    services.confirm_run(run, by=specialist)
    with pytest.raises(ValidationError, match="на проверку"):
        services.decide_otherwise(run.schools.get(), by=specialist, verdict="none", reason="Да")
    services.reopen_run(run, by=specialist)
    services.decide_otherwise(run.schools.get(), by=specialist, verdict="none", reason="Да")


# --- one run of a year speaks of a list ------------------------------------------------------------------------------


def again(user, code: str = "points", year: int = YEAR) -> IdentificationRun:
    """Another run of the year, as the data have changed meanwhile."""
    school(user, f"Ещё {School.objects.count()}", EASY)
    return run_of(user, code, year)


def test_a_second_run_of_the_year_waits_while_another_is_confirmed(specialist):
    school(specialist, "Трудная", HARD)
    first = services.confirm_run(run_of(specialist), by=specialist)
    second = again(specialist)
    for instead_of in (None, first.pk):
        with pytest.raises(ValidationError, match="уже подтверждено другое отнесение"):
            services.confirm_run(second, by=specialist, instead_of=instead_of)
    services.reopen_run(first, by=specialist)
    assert services.confirm_run(second, by=specialist).replaces is None


def test_runs_of_another_list_or_year_may_be_confirmed_beside_it(specialist):
    school(specialist, "Трудная", HARD)
    services.confirm_run(run_of(specialist), by=specialist)
    services.confirm_run(run_of(specialist, "thresholds"), by=specialist)
    services.confirm_run(run_of(specialist, year=YEAR - 1), by=specialist)
    assert IdentificationRun.objects.filter(status="confirmed").count() == 3


def test_a_fixed_run_is_replaced_only_by_saying_so(specialist):
    school(specialist, "Трудная", HARD)
    first = fixed(specialist)
    second = again(specialist)
    for instead_of in (None, second.pk):
        with pytest.raises(ValidationError, match="Подтвердите отнесение взамен"):
            services.confirm_run(second, by=specialist, instead_of=instead_of)
    assert services.confirm_run(second, by=specialist, instead_of=first.pk).replaces == first
    assert services.reopen_run(second, by=specialist).replaces is None
    services.confirm_run(second, by=specialist, instead_of=first.pk)
    services.fix_list(second, order_number="13-о", on=SIGNED)
    third = again(specialist)
    with pytest.raises(ValidationError, match="№ 13-о"):
        services.confirm_run(third, by=specialist, instead_of=first.pk)


def test_of_two_runs_confirmed_before_the_rule_neither_is_fixed(specialist):
    school(specialist, "Трудная", HARD)
    first, second = run_of(specialist), again(specialist)
    moment = {"status": "confirmed", "confirmed_by": specialist, "confirmed_at": "2026-09-30T10:00:00Z"}
    IdentificationRun.objects.update(**moment)
    for run in (first, second):
        with pytest.raises(ValidationError, match="другое подтверждённое"):
            services.fix_list(run, order_number="12-о", on=SIGNED)


# --- two people decide about one school ------------------------------------------------------------------------------


def test_a_decision_is_not_written_over_unseen(specialist):
    school(specialist, "Трудная", HARD)
    row = run_of(specialist).schools.get()
    other = UserFactory(municipality=specialist.municipality)
    services.decide_otherwise(row, by=other, verdict="risk", reason="Новый директор.", edits_count=0)
    with pytest.raises(ValidationError, match="уже решено: «Группа риска» – Новый директор"):
        services.decide_otherwise(row, by=specialist, verdict="none", reason="Закрывается", edits_count=0)
    services.decide_otherwise(row, by=other, verdict="risk", reason="Новый директор.", edits_count=0)  # sent twice
    row.refresh_from_db()
    assert (row.decided, row.decided_by, row.edits_count) == ("risk", other, 1)
    with pytest.raises(ValidationError, match="уже решено"):
        services.take_back_decision(row, by=specialist, edits_count=0)
    services.take_back_decision(row, by=specialist, edits_count=1)
    services.take_back_decision(row, by=specialist, edits_count=1)  # pressed twice
    with pytest.raises(ValidationError, match="отменили"):
        services.decide_otherwise(row, by=other, verdict="none", reason="Закрывается", edits_count=1)


def fixed(
    user, year: int = YEAR, number: str = "12-о", code: str = "points", on: date = SIGNED, **decided
) -> IdentificationRun:
    """A run confirmed and carried out by an order; in place of the one of that year and list, where there is one."""
    run = run_of(user, code, year)
    for name, verdict in decided.items():
        row = run.schools.get(school__short_name=name)
        services.decide_otherwise(row, by=user, verdict=verdict, reason="Так решили")
    services.confirm_run(run, by=user, instead_of=run.rival and run.rival.pk)
    return services.fix_list(run, order_number=number, on=on)


def test_an_order_writes_the_lists_of_the_year(specialist):
    school(specialist, "A", HARD)
    school(specialist, "B", HARD)
    school(specialist, "C", EASY)
    school(specialist, "D", EASY)
    left = school(specialist, "E", EASY)
    SupportStatusFactory(school=left, year=YEAR - 1, has_low_results=False, has_adverse_conditions=True)
    second = school(specialist, "F", EASY)
    SupportStatusFactory(school=second, year=YEAR - 1, has_low_results=False, followup_year=1)
    third = school(specialist, "G", EASY)
    SupportStatusFactory(school=third, year=YEAR - 1, has_low_results=False, followup_year=2)
    run = fixed(specialist, B="none", C="risk")
    told = {status.school.short_name: status.label for status in SupportStatus.objects.filter(year=YEAR)}
    assert told == {
        "A": "ШНСУ",
        "C": "группа риска",
        "E": "сопровождение, 1-й год",
        "F": "сопровождение, 2-й год",
    }
    assert {row.short_name for row in School.objects.supported(YEAR)} == {"A", "E", "F"}
    entered, went = SupportStatus.objects.get(school__short_name="A"), SupportStatus.objects.get(school=left, year=YEAR)
    assert entered.orders == "включена приказом от 01.10.2026 № 12-о"
    assert went.orders == "исключена приказом от 01.10.2026 № 12-о"
    assert entered.run == run
    assert "Решено иначе: Так решили" in SupportStatus.objects.get(school__short_name="C", year=YEAR).reason


def test_a_school_that_stays_keeps_the_order_with_which_it_came(specialist):
    row = school(specialist, "A", HARD)
    SocialPassport.objects.create(
        municipality=row.municipality, school=row, year=YEAR - 1, values=HARD, submitted_at="2025-09-20T10:00:00Z"
    )
    fixed(specialist, YEAR - 1, "7-о")
    fixed(specialist, YEAR, "12-о")
    assert [one.adverse_entry_number for one in row.support_statuses.order_by("year")] == ["7-о", "7-о"]


def test_each_list_has_the_order_with_which_the_school_came_on_it(specialist):
    row = school(specialist, "A", HARD)
    first = {"low_entry_number": "7-о", "low_entry_on": date(2025, 10, 1)}
    SupportStatusFactory(school=row, year=YEAR - 1, **first)
    SupportStatusFactory(school=row, year=YEAR, **first)
    fixed(specialist, number="12-о")
    told = "включена приказом от 01.10.2025 № 7-о (ШНОР) и приказом от 01.10.2026 № 12-о (ШНСУ)"
    assert row.support_statuses.get(year=YEAR).orders == told
    fixed(specialist, YEAR + 1, "13-о", code="combined", A="none")
    left = row.support_statuses.get(year=YEAR + 1)
    assert left.orders == f"{told}; исключена приказом от 01.10.2026 № 13-о"


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, ""),
        ({"low_entry_number": "7-о"}, ""),
        ({"low": "7-о"}, "включена приказом от 01.10.2026 № 7-о"),
        ({"low": "7-о", "has_adverse_conditions": True}, "включена приказом от 01.10.2026 № 7-о (ШНОР)"),
        ({"low": "7-о", "adverse": "7-о", "has_adverse_conditions": True}, "включена приказом от 01.10.2026 № 7-о"),
        ({"adverse": "7-о", "has_low_results": False, "followup_year": 1}, "включена приказом от 01.10.2026 № 7-о"),
    ],
)
def test_orders_in_words(facts, told):
    for name in {"low", "adverse"} & set(facts):
        facts = facts | {f"{name}_entry_number": facts[name], f"{name}_entry_on": SIGNED}
    fields = {"has_low_results": True} | {name: fact for name, fact in facts.items() if name not in ("low", "adverse")}
    assert SupportStatus(**fields).orders == told


def test_the_order_of_one_list_leaves_the_other_alone(specialist):
    row = school(specialist, "A", HARD)
    SupportStatusFactory(school=row, year=YEAR, has_low_results=True)
    listed_last_year = school(specialist, "B", EASY)
    SupportStatusFactory(school=listed_last_year, year=YEAR - 1, has_low_results=True)
    fixed(specialist)
    assert row.support_statuses.get(year=YEAR).label == "ШНОР, ШНСУ"
    assert not listed_last_year.support_statuses.filter(year=YEAR).exists()  # the other list has not been fixed yet


def test_a_school_that_left_one_list_is_followed_whatever_the_order_of_the_other_says(specialist):
    row = school(specialist, "A", EASY, below=0)
    SupportStatusFactory(school=row, year=YEAR - 1, has_low_results=True)
    fixed(specialist, number="11-о", code="thresholds")
    fixed(specialist, number="12-о")
    status = row.support_statuses.get(year=YEAR)
    assert (status.label, status.exit_order_number) == ("сопровождение, 1-й год", "11-о")


def test_a_school_of_both_lists_that_left_keeps_the_order_with_which_it_left(specialist):
    row = school(specialist, "A", EASY, below=0)
    SupportStatusFactory(school=row, year=YEAR - 1, has_low_results=True, has_adverse_conditions=True)
    first = fixed(specialist, number="11-о", code="thresholds")
    fixed(specialist, number="12-о")
    fixed(specialist, number="13-о", A="risk")
    status = row.support_statuses.get(year=YEAR)
    assert (status.label, status.exit_order_number) == ("сопровождение, 1-й год, группа риска", "11-о")
    assert services.followed_by(first) == ([], [row], [])


def test_a_school_at_risk_of_one_list_stays_so_whatever_the_order_of_the_other_says(specialist):
    row = school(specialist, "A", EASY, below=0)
    fixed(specialist, number="11-о", code="thresholds", A="risk")
    fixed(specialist, number="12-о")
    assert row.support_statuses.get(year=YEAR).label == "группа риска"


# --- a past year fixed anew: whom later lists follow -----------------------------------------------------------------

IN, OUT, RISK = "adverse", "none", "risk"
LISTED, FIRST, SECOND, GONE = "ШНСУ", "сопровождение, 1-й год", "сопровождение, 2-й год", ""


def place_in(year: int) -> str:
    status = SupportStatus.objects.filter(school__short_name="A", year=year).first()
    return status.label if status else GONE


@pytest.mark.parametrize(
    ("place_2024", "said", "before", "said_anew", "after"),
    [
        ({}, (IN, OUT, OUT), (LISTED, FIRST, SECOND), OUT, (GONE, GONE, GONE)),
        ({}, (OUT, OUT, OUT), (GONE, GONE, GONE), IN, (LISTED, FIRST, SECOND)),
        ({}, (IN, IN, OUT), (LISTED, LISTED, FIRST), OUT, (GONE, LISTED, FIRST)),
        ({}, (OUT, IN, OUT), (GONE, LISTED, FIRST), IN, (LISTED, LISTED, FIRST)),
        ({}, (IN, OUT, IN), (LISTED, FIRST, LISTED), OUT, (GONE, GONE, LISTED)),
        ({}, (IN, RISK, OUT), (LISTED, f"{FIRST}, группа риска", SECOND), OUT, (GONE, "группа риска", GONE)),
        ({}, (IN, OUT, OUT), (LISTED, FIRST, SECOND), IN, (LISTED, FIRST, SECOND)),
        ({}, (RISK, OUT, OUT), ("группа риска", GONE, GONE), OUT, (GONE, GONE, GONE)),
        ({"has_adverse_conditions": True}, (IN, OUT, OUT), (LISTED, FIRST, SECOND), OUT, (FIRST, SECOND, GONE)),
        ({"has_adverse_conditions": True}, (OUT, OUT, OUT), (FIRST, SECOND, GONE), IN, (LISTED, FIRST, SECOND)),
        ({"followup_year": 1}, (OUT, OUT, OUT), (SECOND, GONE, GONE), IN, (LISTED, FIRST, SECOND)),
    ],
)
def test_a_past_year_fixed_anew_says_whom_later_lists_follow(specialist, place_2024, said, before, said_anew, after):
    row = school(specialist, "A")
    if place_2024:
        SupportStatusFactory(school=row, year=2024, has_low_results=False, **place_2024)
    years = (2025, 2026, 2027)
    for year, verdict in zip(years, said, strict=True):
        fixed(specialist, year, f"{year}-о", on=date(year, 10, 1), A=verdict)
    assert tuple(map(place_in, years)) == before
    fixed(specialist, 2025, "2025-и", on=date(2027, 11, 1), A=said_anew)
    assert tuple(map(place_in, years)) == after


def test_orders_of_later_years_follow_a_past_year_fixed_anew(specialist):
    row = school(specialist, "A")
    fixed(specialist, 2025, "5-о", A=IN)
    fixed(specialist, 2026, "6-о", A=IN)
    fixed(specialist, 2027, "7-о", A=OUT)
    told = row.support_statuses.order_by("year").values_list("adverse_entry_number", "exit_order_number")
    assert list(told) == [("5-о", ""), ("5-о", ""), ("5-о", "7-о")]
    fixed(specialist, 2025, "55-о", A=OUT)
    assert list(told.all()) == [("6-о", ""), ("6-о", "7-о")]
    assert row.support_statuses.get(year=2027).run.year == 2027


def test_places_that_nobody_told_here_stay_when_a_past_year_is_fixed_anew(specialist):
    """A status entered by hand, of a list on which no order of its year speaks, or without any order."""
    row = school(specialist, "A")
    fixed(specialist, 2025, "5-о", A=IN)
    SupportStatusFactory(school=row, year=2026, has_low_results=True, low_entry_number="1-к")
    fixed(specialist, 2026, "6-о", A=OUT)
    SupportStatusFactory(school=row, year=2027, has_low_results=True, reason="Внесено вручную")
    fixed(specialist, 2025, "55-о", A=OUT)
    assert (place_in(2025), place_in(2026), place_in(2027)) == (GONE, "ШНОР", "ШНОР")
    assert row.support_statuses.get(year=2026).low_entry_number == "1-к"
    assert row.support_statuses.get(year=2027).reason == "Внесено вручную"


def test_other_schools_keep_their_later_places_untouched(specialist, django_assert_max_num_queries):
    school(specialist, "A")
    others = [school(specialist, f"Школа {number}") for number in range(3)]
    names = {one.short_name: IN for one in others}
    fixed(specialist, 2025, "5-о", A=IN, **names)
    fixed(specialist, 2026, "6-о", A=OUT, **names)
    kept = set(SupportStatus.objects.filter(school__in=others, year=2026).values_list("pk", flat=True))
    run = run_of(specialist, year=2025)
    for name in names:
        services.decide_otherwise(run.schools.get(school__short_name=name), by=specialist, verdict=IN, reason="Да")
    services.confirm_run(run, by=specialist, instead_of=run.rival.pk)
    with django_assert_max_num_queries(16):
        services.fix_list(run, order_number="55-о", on=SIGNED)
    assert place_in(2026) == GONE
    assert set(SupportStatus.objects.filter(school__in=others, year=2026).values_list("pk", flat=True)) == kept


def test_lists_fixed_apart_are_not_replaced_by_one_run(specialist):
    school(specialist, "A", HARD)
    first, second = fixed(specialist, code="thresholds", number="1-о"), fixed(specialist, code="points", number="2-о")
    run = run_of(specialist, "combined")
    assert {other.pk for other in run.rivals} == {first.pk, second.pk}
    with pytest.raises(ValidationError, match=r"порознь, .* № 2-о и .* № 1-о"):
        services.confirm_run(run, by=specialist, instead_of=run.rival.pk)


def test_a_run_that_was_replaced_is_no_rival_any_more(specialist):
    school(specialist, "A", HARD)
    fixed(specialist, number="1-о")
    later = fixed(specialist, number="2-о", on=SIGNED - timedelta(days=1))  # its order has an earlier day
    run = run_of(specialist)
    assert [other.pk for other in run.rivals] == [later.pk]


def test_only_a_confirmed_run_is_fixed_and_then_it_stays(specialist):
    school(specialist, "A", HARD)
    with pytest.raises(ValidationError, match="подтвердил специалист"):
        services.fix_list(run_of(specialist), order_number="1", on=SIGNED)
    run = fixed(specialist)
    with pytest.raises(ValidationError):
        services.reopen_run(run, by=specialist)
    with pytest.raises(ValidationError):
        services.delete_run(run, by=specialist)
    with pytest.raises(ValidationError):
        services.decide_otherwise(run.schools.get(), by=specialist, verdict="none", reason="Да")


def test_sixty_schools_and_three_years(specialist, django_assert_max_num_queries):
    city = {"municipality": specialist.municipality}
    rows = SchoolFactory.create_batch(60, **city)
    ExamResult.objects.bulk_create(
        ExamResult(
            **city, school=row, year=YEAR - back, procedure="vpr", subject=subject, grade=grade, mean="3.5",
            participants_count=50, below_minimum_count=row.pk % 30,
        )
        for row in rows for back in range(3)
        for subject in ("Математика", "Русский язык", "История") for grade in (5, 6, 7)
    )  # fmt: skip
    SocialPassport.objects.bulk_create(
        SocialPassport(**city, school=row, year=YEAR, values=HARD, submitted_at="2026-09-20T10:00:00Z") for row in rows
    )
    with django_assert_max_num_queries(30):
        run = run_of(specialist, "thresholds")
    assert run.schools.count() == 60


def test_another_municipalitys_version_is_refused(specialist):
    stranger = UserFactory(municipality=MunicipalityFactory())
    give_methods(stranger.municipality)
    version = IdentificationMethod.objects.get(municipality=stranger.municipality, code="points").versions.get()
    with pytest.raises(ValueError, match="another municipality"):
        services.start_run(version, year=YEAR, by=specialist)


def test_federal_list_is_entered_anew(specialist):
    one, other = school(specialist, "A"), school(specialist, "B")
    services.save_federal_list(YEAR, by=specialist, source="Письмо", schools=[one])
    services.save_federal_list(YEAR, by=specialist, source="Письмо 2", schools=[other])
    assert [row.school for row in FederalList.objects.get().listings.all()] == [other]
