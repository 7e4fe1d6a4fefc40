"""Pages of curators as a browser asks for them."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from curators.models import Agreement, Assignment, Consultation, Recommendation, Visit
from schools.roles import Role
from tests.curators.factories import (
    AgreementFactory,
    AssignmentFactory,
    ConsultationFactory,
    CuratorFactory,
    RecommendationFactory,
    VisitFactory,
)
from tests.schools.factories import SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 12


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)


@pytest.fixture
def school():
    return SchoolFactory(short_name="Лицей у реки")


@pytest.fixture
def curator(client, school):
    user = AssignmentFactory(school=school).curator
    client.force_login(user)
    return user


@pytest.fixture
def specialist(client, school):
    user = UserFactory(municipality=school.municipality)
    client.force_login(user)
    return user


def at(name: str, *args) -> str:
    return reverse(f"curators:{name}", args=args)


def visit_form(place, **facts) -> dict:
    form = {"school": place.pk, "visited_on": "2026-11-12", "purpose": "Разбор уроков", "findings": "Опорные схемы"}
    return form | facts


def errors(response, field: str) -> str:
    form = response.context["form"]
    return " ".join(form.non_field_errors() if field == "__all__" else form.errors.get(field, []))


# --- registers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("assignments", AssignmentFactory),
        ("visits", VisitFactory),
        ("consultations", ConsultationFactory),
        ("agreements", AgreementFactory),
        ("recommendations", RecommendationFactory),
    ],
)
def test_register_asks_the_same_for_any_number_of_rows(
    client, specialist, name, factory, django_assert_max_num_queries
):
    asked = set()
    for more in (1, 2, 27):
        for _ in range(more):
            factory(school=SchoolFactory(municipality=specialist.municipality))
        with django_assert_max_num_queries(MOST_STATEMENTS) as queries:
            assert client.get(at(name)).status_code == 200
        asked.add(len(queries))
    assert len(asked) == 1


@pytest.mark.parametrize("name", ["assignments", "visits", "consultations", "agreements", "recommendations"])
@pytest.mark.parametrize("query", ["school=foreign", "school=x", "sort=password", "page=0", "since=32.13.0000"])
def test_nonsense_in_the_address_is_404(client, specialist, name, query):
    if query.startswith("since") and name not in {"visits", "consultations"}:
        query = "state=x" if name != "visits" else query
    assert client.get(f"{at(name)}?{query.replace('foreign', str(SchoolFactory().pk))}").status_code == 404


def test_visits_are_narrowed_and_sorted(client, specialist, school):
    other = SchoolFactory(municipality=school.municipality)
    early = VisitFactory(school=school, visited_on=date(2026, 9, 10))
    late = VisitFactory(school=school, visited_on=date(2026, 11, 10))
    elsewhere = VisitFactory(school=other, visited_on=date(2026, 10, 10))
    VisitFactory()

    def shown(query):
        return [row.record for row in client.get(f"{at('visits')}?{query}").context["table"].rows]

    assert shown("") == [late, elsewhere, early]
    assert shown("sort=visited_on") == [early, elsewhere, late]
    assert shown(f"school={school.pk}") == [late, early]
    assert shown(f"curator={elsewhere.curator_id}") == [elsewhere]
    assert shown("since=2026-10-10&until=2026-11-09") == [elsewhere]


def test_curator_of_a_foreign_filter_is_404(client, specialist):
    assert client.get(f"{at('visits')}?curator={VisitFactory().curator_id}").status_code == 404


def test_workbook_has_what_is_shown(client, specialist, school):
    VisitFactory(school=school, purpose="=cmd()", recommendations="Читать " * 100)
    response = client.get(f"{at('visits')}?export=xlsx")
    heads, row = load_workbook(BytesIO(b"".join(response))).active.values
    assert heads == ("Дата", "Школа", "Куратор", "Цель", "Что рекомендовано")
    assert (row[0].date(), row[1], row[3]) == (date(2026, 10, 12), "Лицей у реки", "=cmd()")
    assert row[4] == ("Читать " * 100)


def test_register_of_assignments_shows_schools_without_a_curator(client, specialist, school):
    held = AssignmentFactory(school=SchoolFactory(municipality=school.municipality))
    AssignmentFactory(school=school, ends_on=date(2026, 11, 20))
    SupportStatusFactory(school=school)

    def shown(query):
        return {row.record["pk"] for row in client.get(f"{at('assignments')}?{query}").context["table"].rows}

    assert shown("state=vacant") == shown("state=listed") == shown(f"school={school.pk}") == {school.pk}
    assert shown("state=held") == shown(f"curator={held.curator_id}") == {held.school_id}


def test_register_of_assignments_opens_with_the_schools_that_need_a_curator(client, specialist, school):
    plain = SchoolFactory(municipality=school.municipality, short_name="Аист")
    SupportStatusFactory(school=school)
    page = client.get(at("assignments"))
    assert [row.record["pk"] for row in page.context["table"].rows] == [school.pk, plain.pk]
    assert page.text.count("не закреплён") == 1


def test_director_sees_the_own_school_and_no_button(client, school):
    VisitFactory(school=school)
    VisitFactory(school=SchoolFactory(municipality=school.municipality))
    client.force_login(UserFactory(municipality=school.municipality, role=Role.DIRECTOR, school=school))
    response = client.get(at("visits"))
    assert [row.record.school for row in response.context["table"].rows] == [school]
    assert "Записать посещение" not in response.content.decode()


# --- visits and consultations ----------------------------------------------------------------------------------------


def test_only_school_and_today_are_filled_in(client, curator, school):
    form = client.get(at("add_visit")).context["form"]
    assert form["school"].value() == school.pk
    assert form["visited_on"].value() == date(2026, 11, 21)


def test_school_of_the_link_is_chosen(client, curator, school):
    second = AssignmentFactory(school=SchoolFactory(municipality=school.municipality), curator=curator).school
    form = client.get(f"{at('add_visit')}?school={second.pk}").context["form"]
    assert form["school"].value() == second.pk


@pytest.mark.parametrize("wanted", ["x", "", "99999999999999999999999", "foreign", "not_assigned"])
def test_other_school_in_the_link_is_404(client, curator, school, wanted):
    schools = {"foreign": SchoolFactory(), "not_assigned": SchoolFactory(municipality=school.municipality)}
    wanted = schools[wanted].pk if wanted in schools else wanted
    assert client.get(f"{at('add_visit')}?school={wanted}").status_code == 404


def test_visit_is_written_down_once_however_often_it_is_sent(client, curator, school):
    for _ in range(2):
        response = client.post(at("add_visit"), visit_form(school))
        assert response.url == at("visit", Visit.objects.get().pk)
    assert Visit.objects.get().curator == curator
    assert "Опорные схемы" in client.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"visited_on": "2026-11-22"}, "visited_on", "ещё не наступила"),
        ({"visited_on": "2025-08-31"}, "visited_on", "Слишком давно"),
        ({"visited_on": "0000-00-00"}, "visited_on", "дату"),
        ({"visited_on": "10000-01-01"}, "visited_on", "дату"),
        ({"findings": "  "}, "findings", "Обязательное"),
        ({"findings": "я" * 100_000}, "findings", "не более 5000"),
        ({"purpose": "нуль\x00"}, "purpose", "ноль"),
        ({"school": "x"}, "school", "Выберите"),
    ],
)
def test_what_cannot_be_is_refused_and_the_text_stays(client, curator, school, facts, field, words):
    response = client.post(at("add_visit"), visit_form(school, recommendations="Не потерять", **facts))
    assert response.status_code == 200
    assert words.lower() in errors(response, field).lower()
    assert "Не потерять" in response.content.decode()
    assert not Visit.objects.exists()


@pytest.mark.parametrize("where", ["foreign", "not_assigned"])
def test_visit_to_a_school_one_does_not_look_after_is_refused(client, curator, school, where):
    other = SchoolFactory() if where == "foreign" else SchoolFactory(municipality=school.municipality)
    assert "Выберите" in errors(client.post(at("add_visit"), visit_form(other)), "school")
    assert not Visit.objects.exists()


def test_who_looks_after_nobody_writes_no_visits(client, school):
    client.force_login(CuratorFactory(municipality=school.municipality))
    assert client.get(at("add_visit")).status_code == 403


def test_second_editor_gets_both_texts(client, specialist, school):
    visit = VisitFactory(school=school, findings="Как записал куратор", version=2)
    form = visit_form(school, findings="Как исправил специалист", version=1)
    response = client.post(at("edit_visit", visit.pk), form)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Как записал куратор" in page
    assert "Как исправил специалист" in page
    visit.refresh_from_db()
    assert visit.findings == "Как записал куратор"
    form["version"] = response.context["form"]["version"].value()
    assert client.post(at("edit_visit", visit.pk), form).status_code == 302
    visit.refresh_from_db()
    assert (visit.findings, visit.changed_by) == ("Как исправил специалист", specialist)


def test_consultation_is_written_down_and_corrected(client, curator, school):
    form = {"school": school.pk, "held_on": "2026-11-20", "topic": "Оценивание", "form": "online"}
    form |= {"audience": "teachers", "participants_count": "7"}
    assert client.post(at("add_consultation"), form).status_code == 302
    consultation = Consultation.objects.get()
    path = at("edit_consultation", consultation.pk)
    assert client.post(path, form | {"participants_count": "8", "version": "1"}).url == at(
        "consultation", consultation.pk
    )
    consultation.refresh_from_db()
    assert (consultation.participants_count, consultation.version) == (8, 2)


def test_closed_half_year_is_corrected_by_a_specialist_alone(client, curator, school, time_machine):
    visit = VisitFactory(school=school, curator=curator)
    time_machine.move_to("2027-01-15T12:00:00+03:00")
    client.force_login(curator)
    assert client.get(at("edit_visit", visit.pk)).status_code == 403
    assert "Исправить" not in client.get(at("visit", visit.pk)).content.decode()


# --- assignments, agreements, recommendations ------------------------------------------------------------------------


def test_curator_is_assigned_and_let_go(client, specialist, school):
    person = CuratorFactory(municipality=school.municipality)
    form = {"school": school.pk, "curator": person.pk, "starts_on": "2026-11-21", "by_order": "№ 40-о"}
    assert client.post(at("assign"), form).url == at("assignments")
    assignment = Assignment.objects.get()
    assert client.post(at("end_assignment", assignment.pk), {"ends_on": "2026-11-30"}).url == at("assignments")
    assignment.refresh_from_db()
    assert (assignment.assigned_by, assignment.ended_by, assignment.ends_on) == (
        specialist,
        specialist,
        date(2026, 11, 30),
    )


@pytest.mark.parametrize("whose", ["foreign", "observer", "gone"])
def test_who_cannot_be_a_curator_is_no_choice(client, specialist, school, whose):
    city = {} if whose == "foreign" else {"municipality": school.municipality}
    facts = {"observer": {"role": Role.OBSERVER}, "gone": {"is_active": False}}.get(whose, {})
    person = UserFactory(**city, **facts)
    response = client.post(at("assign"), {"school": school.pk, "curator": person.pk, "starts_on": "2026-11-21"})
    assert "Выберите" in errors(response, "curator")


def test_second_assignment_of_the_same_days_is_refused(client, specialist, school):
    held = AssignmentFactory(school=school)
    form = {"school": school.pk, "curator": held.curator_id, "starts_on": "2026-11-21"}
    assert "уже закреплён" in errors(client.post(at("assign"), form), "__all__")


def test_ended_assignment_is_not_ended_again(client, specialist, school):
    ended = AssignmentFactory(school=school, ends_on=date(2026, 11, 20))
    assert client.get(at("end_assignment", ended.pk)).status_code == 404


@pytest.mark.parametrize("ends_on", ["2026-08-31", "99999-01-01", ""])
def test_last_day_that_cannot_be_is_refused(client, specialist, school, ends_on):
    assignment = AssignmentFactory(school=school)
    response = client.post(at("end_assignment", assignment.pk), {"ends_on": ends_on})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_agreement_is_written_down_once(client, specialist, school):
    base = SchoolFactory(municipality=school.municipality, is_base=True)
    form = {"school": school.pk, "base_school": base.pk, "number": "7-с", "signed_on": "2026-09-15", "subject": "Уроки"}
    assert client.post(at("add_agreement"), form).url == at("agreements")
    assert "уже записан" in errors(client.post(at("add_agreement"), form), "__all__")
    assert Agreement.objects.get().recorded_by == specialist


def test_base_school_is_chosen_among_base_schools(client, specialist, school):
    plain = SchoolFactory(municipality=school.municipality)
    form = {
        "school": school.pk,
        "base_school": plain.pk,
        "number": "7-с",
        "signed_on": "2026-09-15",
        "subject": "Уроки",
    }
    assert "Выберите" in errors(client.post(at("add_agreement"), form), "base_school")


def test_recommendation_is_given_and_carried_out_by_the_director(client, curator, school):
    form = {"school": school.pk, "audience": "management", "given_on": "2026-11-20", "text": "Посетить уроки"}
    assert client.post(at("add_recommendation"), form).url == at("recommendations")
    given = Recommendation.objects.get()
    client.force_login(UserFactory(municipality=school.municipality, role=Role.DIRECTOR, school=school))
    assert "Отметить выполнение" in client.get(at("recommendations")).content.decode()
    form = {"done_on": "2026-11-21", "text": "Посещено шесть уроков"}
    assert client.post(at("complete_recommendation", given.pk), form).url == at("recommendations")
    page = client.get(at("recommendations")).content.decode()
    assert "Посещено шесть уроков" in page
    assert "Отметить выполнение" not in page


def test_recommendation_is_not_carried_out_tomorrow(client, specialist, school):
    given = RecommendationFactory(school=school)
    response = client.post(at("complete_recommendation", given.pk), {"done_on": "2026-11-22", "text": "Сделано"})
    assert "ещё не наступила" in errors(response, "done_on")
