"""The order that fixes the lists: drafted from a run, printed with the schools' grounds, carried out at the signing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from time_machine import travel

from reports import drafting, services
from reports.builders.order import OrderContent, build
from reports.models import Acquaintance, Order
from roadmaps.services import NotPossible
from schools import services as schools
from schools.models import IdentificationMethod, IdentificationRun, MethodVersion, SocialPassport, SupportStatus
from schools.roles import Role
from schools.services.equipping import give_methods
from tests.schools.factories import MunicipalityFactory, SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db
YEAR, DAY, LATER = 2026, date(2026, 10, 1), "2026-10-01T13:00:00+03:00"
HARD = {
    "single_parent_percent": 35, "large_families_percent": 22, "preventive_register_percent": 3.9,
    "vacancies_count": 3, "distance_to_centre_km": 21, "equipment_age_years": 9,
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-10-01T12:00:00+03:00", tick=False)


@pytest.fixture
def town():
    municipality = MunicipalityFactory()
    give_methods(municipality)
    return municipality


@pytest.fixture
def head(town):
    return UserFactory(municipality=town, role=Role.HEAD)


@pytest.fixture
def specialist(town):
    return UserFactory(municipality=town)


def school(town, name: str, share: float):
    row = SchoolFactory(municipality=town, short_name=name)
    values = {code: value * share for code, value in HARD.items()}
    SocialPassport.objects.create(
        municipality=town, school=row, year=YEAR, values=values, submitted_at="2026-09-20T10:00:00Z"
    )
    return row


@pytest.fixture
def run(town, specialist) -> IdentificationRun:
    school(town, "МБОУ СОШ № 12", 1)
    school(town, "МБОУ ООШ № 9", 1)
    left = school(town, "МБОУ СОШ № 3", 0)
    SupportStatusFactory(school=left, year=YEAR - 1, has_low_results=False, has_adverse_conditions=True)
    version = MethodVersion.objects.get(method__code="points", method__municipality=town)
    return schools.confirm_run(schools.start_run(version, year=YEAR, by=specialist), by=specialist)


def signed(run, specialist, head) -> Order:
    order = services.draft_for_run(run, by=specialist)
    services.submit(order, by=specialist)
    return services.sign(order, by=head, on=DAY)


def test_the_draft_says_what_is_approved_and_who_leaves(run, specialist):
    order = services.draft_for_run(run, by=specialist)
    assert order.heading == (
        "Об утверждении перечня школ, функционирующих в неблагоприятных социальных условиях, на 2026/27 учебный год"
    )
    assert "Исключить из перечня и сопровождать в течение двух лет: МБОУ СОШ № 3." in order.clauses
    assert services.draft_for_run(run, by=specialist) == order


def test_the_appendix_names_the_schools_with_their_grounds(run, specialist):
    [appendix] = build(services.draft_for_run(run, by=specialist), as_of=DAY).appendices
    assert appendix.approval == "УТВЕРЖДЁН"
    assert [row.cells[:2] for row in appendix.rows if not row.is_section] == [
        ("1.", "МБОУ ООШ № 9"),
        ("2.", "МБОУ СОШ № 12"),
    ]
    assert all("при пороге 45" in row.cells[2] for row in appendix.rows if not row.is_section)


def test_signing_writes_the_lists_and_freezes_the_run(run, specialist, head):
    order = signed(run, specialist, head)
    run.refresh_from_db()
    assert (run.status, run.order_number, run.order_signed_on) == ("fixed", order.number, DAY)
    told = {status.school.short_name: status.label for status in SupportStatus.objects.filter(year=YEAR)}
    assert told == {"МБОУ СОШ № 12": "ШНСУ", "МБОУ ООШ № 9": "ШНСУ", "МБОУ СОШ № 3": "сопровождение, 1-й год"}
    frozen = OrderContent.from_dict(order.content)
    assert [row.cells[1] for row in frozen.appendices[0].rows if not row.is_section] == [
        "МБОУ ООШ № 9",
        "МБОУ СОШ № 12",
    ]
    assert schools.recompute_run(IdentificationRun.objects.get(pk=run.pk)) == []


def test_an_order_says_which_one_it_replaces(run, specialist, head, town):
    first = signed(run, specialist, head)
    school(town, "МБОУ СОШ № 5", 1)
    another = schools.start_run(run.version, year=YEAR, by=specialist)
    schools.confirm_run(another, by=specialist, instead_of=run.pk)
    order = services.draft_for_run(another, by=specialist)
    assert order.clauses[0].endswith(f"(приложение) взамен утверждённого приказом от 01.10.2026 № {first.number}.")
    services.submit(order, by=specialist)
    services.sign(order, by=head, on=DAY)
    assert SupportStatus.objects.filter(year=YEAR, has_adverse_conditions=True).count() == 3


def test_a_school_that_left_before_is_followed_on_and_not_excluded_again(run, specialist, head, town):
    second = school(town, "МБОУ СОШ № 8", 0)
    SupportStatusFactory(school=second, year=YEAR - 1, has_low_results=False, followup_year=1)
    first = signed(run, specialist, head)
    another = schools.start_run(run.version, year=YEAR, by=specialist)
    schools.confirm_run(another, by=specialist, instead_of=run.pk)
    order = services.draft_for_run(another, by=specialist)
    assert not any("Исключить" in clause for clause in order.clauses)
    assert order.clauses[1] == (
        "Продолжить сопровождение школ, исключённых из перечня ранее: МБОУ СОШ № 3, МБОУ СОШ № 8."
    )
    services.submit(order, by=specialist)
    services.sign(order, by=head, on=DAY)
    status = SupportStatus.objects.get(school__short_name="МБОУ СОШ № 3", year=YEAR)
    assert (status.label, status.exit_order_number) == ("сопровождение, 1-й год", first.number)


def test_a_school_that_stays_on_the_other_list_is_not_followed(run, specialist):
    SupportStatusFactory(school=run.schools.get(school__short_name="МБОУ СОШ № 3").school, year=YEAR)
    clauses = services.draft_for_run(run, by=specialist).clauses
    assert clauses[1] == "Исключить из одного списка и оставить в другом: МБОУ СОШ № 3."
    assert not any("сопровожд" in clause for clause in clauses)


def test_of_two_runs_confirmed_before_the_rule_none_is_signed(run, specialist, head, town):
    school(town, "МБОУ СОШ № 5", 1)
    another = schools.start_run(run.version, year=YEAR, by=specialist)
    IdentificationRun.objects.filter(pk=another.pk).update(
        status="confirmed", confirmed_by=specialist, confirmed_at=run.confirmed_at
    )
    with pytest.raises(NotPossible, match="Верните одно из них на проверку"):
        signed(run, specialist, head)
    assert not SupportStatus.objects.filter(year=YEAR).exists()


def test_a_run_that_went_back_is_not_signed_and_nothing_is_written(run, specialist, head):
    order = services.draft_for_run(run, by=specialist)
    services.submit(order, by=specialist)
    schools.reopen_run(run, by=specialist)
    with pytest.raises(NotPossible, match="подтверждает отнесение"):
        services.sign(order, by=head, on=DAY)
    order.refresh_from_db()
    assert (order.status, order.number) == ("submitted", "")
    assert not SupportStatus.objects.filter(year=YEAR).exists()


def test_clauses_are_seen_again_after_a_run_was_decided_anew(run, specialist, head):
    order = services.draft_for_run(run, by=specialist)
    services.submit(order, by=specialist)
    schools.reopen_run(run, by=specialist)
    stays = run.schools.get(school__short_name="МБОУ СОШ № 3")
    schools.decide_otherwise(stays, by=specialist, verdict="adverse", reason="Так решил совет")
    with travel(LATER):
        schools.confirm_run(run, by=specialist)
        with pytest.raises(NotPossible, match="Верните приказ на доработку"):
            services.sign(order, by=head, on=DAY)
        services.return_to_draft(order, by=head, comment="Отнесение изменилось")
        order = services.draft_for_run(run, by=specialist)
        assert not any("Исключить" in clause for clause in order.clauses)
        services.submit(order, by=specialist)
        services.sign(order, by=head, on=DAY)
    assert SupportStatus.objects.get(school=stays.school, year=YEAR).label == "ШНСУ"


def test_a_run_with_an_order_is_not_deleted(run, specialist):
    order = services.draft_for_run(run, by=specialist)
    schools.reopen_run(run, by=specialist)
    with pytest.raises(ValidationError, match="сначала удалите его проект"):
        schools.delete_run(run, by=specialist)
    services.delete_draft(order, by=specialist)
    schools.delete_run(run, by=specialist)
    assert not IdentificationRun.objects.exists()


def test_only_a_confirmed_run_gets_an_order(town, specialist, run):
    schools.reopen_run(run, by=specialist)
    with pytest.raises(NotPossible):
        services.draft_for_run(run, by=specialist)


def test_directors_of_listed_schools_read_it_and_others_do_not_see_it(town, run, specialist, head):
    listed, other = (
        UserFactory(municipality=town, role=Role.DIRECTOR, school=run.schools.get(school__short_name=name).school)
        for name in ("МБОУ ООШ № 9", "МБОУ СОШ № 3")
    )
    order = signed(run, specialist, head)
    assert {reading.user for reading in Acquaintance.objects.filter(order=order)} == {listed}
    assert Order.objects.visible_to(listed).filter(pk=order.pk).exists()
    assert not Order.objects.visible_to(other).filter(pk=order.pk).exists()


def appendix_of(run, specialist) -> dict[str, dict[str, str]]:
    """Sections of the appendix: why each school is there."""
    [appendix] = build(services.draft_for_run(run, by=specialist), as_of=DAY).appendices
    sections: dict[str, dict[str, str]] = {}
    for row in appendix.rows:
        if row.is_section:
            section = sections.setdefault(row.cells[0], {})
        else:
            section[row.cells[1]] = row.cells[2]
    return sections


LOW_SECTION = "Школы с низкими образовательными результатами (ШНОР)"
ADVERSE_SECTION = "Школы, функционирующие в неблагоприятных социальных условиях (ШНСУ)"


def test_each_list_prints_its_own_reason(town, specialist):
    for name in ("Обе", "Сама", "Решением"):
        school(town, name, 1)
    version = IdentificationMethod.objects.get(code="combined", municipality=town).versions.get()
    started = schools.start_run(version, year=YEAR, by=specialist)
    for name, proposed, decided in (("Обе", "both", ""), ("Сама", "low", "both"), ("Решением", "both", "risk")):
        told = {"proposed": proposed, "sentence": "ШНОР: слабые результаты. ШНСУ: трудные условия."}
        old = started.schools.get(school__short_name=name)
        old.delete()
        old.pk, old.proposed, old.sentence = None, told["proposed"], told["sentence"]
        old.save(force_insert=True)
        if decided:
            schools.decide_otherwise(old, by=specialist, verdict=decided, reason="так решил совет.")
    run = schools.confirm_run(started, by=specialist)
    assert appendix_of(run, specialist) == {
        LOW_SECTION: {"Обе": "Слабые результаты.", "Сама": "Слабые результаты."},
        ADVERSE_SECTION: {"Обе": "Трудные условия.", "Сама": "Так решил совет."},
        "Группа риска (в перечень не входят)": {"Решением": "Так решил совет."},
    }


def test_the_group_at_risk_is_apart_from_the_list(run, specialist):
    told = "Принять к сведению, что школы группы риска, названные в приложении, в перечень не входят."
    assert told not in services.draft_for_run(run, by=specialist).clauses
    schools.reopen_run(run, by=specialist)
    row = run.schools.get(school__short_name="МБОУ СОШ № 3")
    schools.decide_otherwise(row, by=specialist, verdict="risk", reason="Так решил совет")
    run = schools.confirm_run(run, by=specialist)
    assert told in services.draft_for_run(run, by=specialist).clauses
    assert appendix_of(run, specialist)["Группа риска (в перечень не входят)"] == {"МБОУ СОШ № 3": "Так решил совет"}


def test_the_preamble_calls_the_method_so_once(run, specialist):
    IdentificationMethod.objects.filter(pk=run.version.method_id).update(name="Методика округа")
    run = schools.start_run(MethodVersion.objects.get(pk=run.version_id), year=YEAR + 1, by=specialist)
    assert drafting.fixing(run)["preamble"].startswith(
        "По итогам отнесения школ на основании методики округа (версия 1) и"
    )
