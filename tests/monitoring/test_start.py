"""Everybody's first page: what it says, and how many statements it costs. Today is 21 November 2026."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from monitoring.start.school_rows import schools_of
from roadmaps import services as plans
from roadmaps.models import Roadmap
from schools.models import SelfAssessment, SupportStatus
from schools.roles import Role
from schools.services import equip
from tests.curators.factories import AssignmentFactory, RecommendationFactory, VisitFactory
from tests.monitoring.factories import PeriodFactory, ReportFactory, director_of, duty, group, person, roadmap_in_force
from tests.roadmaps.factories import ActivityFactory, SectionFactory
from tests.roadmaps.factories import RoadmapFactory as DraftFactory
from tests.schools.factories import (
    MunicipalityFactory,
    PassportFactory,
    SchoolFactory,
    SupportStatusFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

START = "/"
IN_A_TEST = 2  # the request's transaction stands inside the test's: a savepoint made and released


@pytest.fixture(autouse=True)
def today(time_machine) -> None:
    time_machine.move_to("2026-11-21T10:00:00+03:00", tick=False)


@pytest.fixture
def city():
    return MunicipalityFactory()


@pytest.fixture
def roadmap(city) -> Roadmap:
    return roadmap_in_force(UserFactory(municipality=city))


@pytest.fixture
def period(city):
    return PeriodFactory(municipality=city)


def supported(city, **facts):
    return SupportStatusFactory(school=SchoolFactory(municipality=city, **facts)).school


def enter(client, city, role, **facts):
    user = UserFactory(municipality=city, role=role, **facts)
    client.force_login(user)
    return user


def done_by(user) -> dict:
    return {"done_on": date(2026, 10, 9), "done_text": "Провели", "done_by": user}


def submitted(school, period):
    return ReportFactory(
        school=school,
        period=period,
        status="submitted",
        submitted_at="2026-11-16T10:00Z",
        submitted_by=director_of(school),
    )


@pytest.mark.parametrize("role", [Role.HEAD, Role.OBSERVER, Role.METHODIST, Role.SPECIALIST])
def test_the_municipality_at_a_glance(client, city, roadmap, period, role):
    school, other = supported(city, short_name="МБОУ СОШ № 7"), supported(city)
    duty(roadmap, date(2026, 11, 9), school=school)
    duty(roadmap, date(2026, 11, 1), school=school, **done_by(roadmap.owner))
    duty(roadmap, date(2026, 12, 1))
    VisitFactory(school=school, visited_on=date(2026, 11, 12))
    curator = AssignmentFactory(school=school).curator
    submitted(school, period)
    ReportFactory(school=other, period=period)
    duty(roadmap_in_force(UserFactory()), date(2026, 1, 1), text="Чужое")
    enter(client, city, role)
    shown = client.get(START).text
    assert "Прошло 28 % срока дорожной карты, выполнено 1 из 2 контрольных точек с наступившим сроком." in shown
    assert "просрочено, самое давнее на 12 дней" in shown
    assert "<b>1 из 2</b>" in shown
    for text in ("МБОУ СОШ № 7", "ШНОР", curator.short_name, "12.11.2026", "На проверке", "1 выполнено, 1 просрочено"):
        assert text in shown


def test_the_observer_has_no_buttons(client, city, roadmap):
    Roadmap.objects.update(status="closed")
    roadmap_in_force(roadmap.owner, status="submitted", approved_on=None, approved_by_order="")
    enter(client, city, Role.HEAD)
    assert "<h2>На согласовании</h2>" in client.get(START).text
    enter(client, city, Role.OBSERVER)
    shown = client.get(START).text
    assert "<h2>На согласовании</h2>" not in shown
    assert "дорожная карта на согласовании" in shown


def test_an_observer_after_the_last_day_does_not_get_in(client, city):
    enter(client, city, Role.OBSERVER, observes_until=date(2026, 11, 20))
    assert client.get(START).status_code == 302


def test_what_needs_the_specialist_today(client, city, roadmap, period):
    school = supported(city, short_name="МБОУ СОШ № 7")
    submitted(school, period)
    draft = roadmap_in_force(
        roadmap.owner,
        status="draft",
        approved_on=None,
        approved_by_order="",
        submitted_at="2026-11-10T10:00Z",
        title="Вернулась",
    )
    row = duty(draft, date(2026, 12, 1), text="Ничья работа")
    row.delete()
    enter(client, city, Role.SPECIALIST)
    shown = client.get(START).text
    for text in (
        "Отчёты школ ждут проверки",
        "сдан 16.11.2026",
        "Дорожные карты возвращены на доработку",
        "Вернулась",
        "Ничья работа",
        "нет ответственного",
        "Школы без куратора",
        "Не посещали больше 60 дней",
    ):
        assert text in shown


def test_a_quiet_day_says_so(client, city):
    enter(client, city, Role.SPECIALIST)
    assert "Неотложных дел нет" in client.get(START).text


@pytest.mark.parametrize(("visited_on", "told"), [(date(2026, 9, 22), False), (date(2026, 9, 21), True)])
def test_schools_not_visited_for_more_than_sixty_days(client, city, visited_on, told):
    VisitFactory(school=supported(city), visited_on=visited_on)
    enter(client, city, Role.SPECIALIST)
    assert ("Не посещали больше 60 дней" in client.get(START).text) is told


def test_what_the_director_has_to_do(client, city, roadmap, period):
    school = supported(city, short_name="МБОУ СОШ № 7")
    late = duty(roadmap, date(2026, 11, 18), school=school, text="Сдать план")
    duty(roadmap, date(2026, 11, 18), school=supported(city), text="Чужой план")
    report = ReportFactory(school=school, period=period)
    VisitFactory(school=school, purpose="Смотрели уроки")
    RecommendationFactory(school=school, text="Начинать с разминки")
    RecommendationFactory(school=school, text="Уже сделано", done_on=date(2026, 11, 1), done_text="Введено")
    enter(client, city, Role.DIRECTOR, school=school)
    shown = client.get(START).text
    assert reverse("roadmaps:complete_checkpoint", args=[late.pk]) in shown
    assert reverse("monitoring:edit_report", args=[report.pk]) in shown
    for text in (
        "Сдать план",
        "просрочено на 3 дня",
        "Смотрели уроки",
        "Начинать с разминки",
        "Сдать до 25 декабря 2026",
    ):
        assert text in shown
    for text in ("Чужой план", "Уже сделано", "закреплены куратором"):
        assert text not in shown


def test_of_what_is_far_off_only_the_next_four_stand_on_the_page(client, city, roadmap):
    school = supported(city)
    for number in range(7):
        duty(roadmap, date(2027, 1, 1 + number), school=school, text=f"Дело {number}")
    enter(client, city, Role.DIRECTOR, school=school)
    shown = client.get(START).text
    assert [f"Дело {number}" in shown for number in range(7)] == [True] * 4 + [False] * 3


def test_a_director_who_looks_after_another_school_reviews_its_report(client, city, period):
    other = supported(city, short_name="МКОУ «Луговская СОШ»")
    submitted(other, period)
    director = enter(client, city, Role.DIRECTOR, school=SchoolFactory(municipality=city, is_base=True))
    AssignmentFactory(school=other, curator=director)
    shown = client.get(START).text
    assert "Школы, за которыми вы закреплены куратором" in shown
    assert "МКОУ «Луговская СОШ»" in shown


def test_the_curators_cards(client, city, roadmap, period):
    mine, other = supported(city, short_name="МБОУ СОШ № 7"), supported(city, short_name="МБОУ СОШ № 8")
    curator = enter(client, city, Role.CURATOR)
    AssignmentFactory(school=mine, curator=curator)
    AssignmentFactory(school=other, curator=curator, ends_on=date(2026, 11, 20))
    report = submitted(mine, period)
    RecommendationFactory(school=mine)
    point = duty(roadmap, date(2026, 11, 30), school=mine, parties=[person(curator)])
    shown = client.get(START).text
    assert "МБОУ СОШ № 8" not in shown
    assert reverse("monitoring:report", args=[report.pk]) in shown
    assert f"{reverse('curators:add_visit')}?school={mine.pk}" in shown
    assert "не выполнено: 1" in shown
    assert mine.staff.get().full_name in shown
    assert "Мои контрольные точки" in shown
    assert reverse("roadmaps:complete_checkpoint", args=[point.pk]) in shown


def test_what_the_plan_asks_of_curators_stands_on_their_page(client, city, roadmap):
    mine, other = supported(city), supported(city)
    curator = enter(client, city, Role.CURATOR)
    AssignmentFactory(school=mine, curator=curator)
    asked = {"parties": [group(city, "curators")], "text": "Обойти классы"}
    here, there = (
        duty(roadmap, date(2026, 11, 30), school=mine, **asked),
        duty(roadmap, date(2026, 11, 30), school=other),
    )
    town = duty(roadmap, date(2026, 11, 30), parties=[person(curator)], text="Собрать кураторов")
    shown = client.get(START).text
    assert reverse("roadmaps:complete_checkpoint", args=[here.pk]) in shown
    assert reverse("roadmaps:checkpoint", args=[there.pk]) not in shown
    assert "Собрать кураторов" in shown
    assert reverse("roadmaps:complete_checkpoint", args=[town.pk]) in shown


def test_a_curator_without_schools_is_told_who_assigns_them(client, city):
    enter(client, city, Role.CURATOR)
    assert "За вами пока не закреплены школы" in client.get(START).text


def test_the_administrators_counts(client, city):
    SchoolFactory(municipality=city, short_name="Школа без директора")
    director_of(SchoolFactory(municipality=city))
    UserFactory(municipality=city, is_active=False)
    enter(client, city, Role.ADMIN)
    shown = client.get(START).text
    assert "школа без учётной записи директора" in shown
    assert "Школа без директора" in shown


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_start_page_costs_at_most_twelve_statements(
    client, city, roadmap, period, role, count, django_assert_max_num_queries
):
    schools = [supported(city) for _ in range(count)]
    user = enter(client, city, role, school=schools[0] if role == Role.DIRECTOR else None)
    for school in schools:
        duty(roadmap, date(2026, 11, 18), school=school, parties=[])
        VisitFactory(school=school)
        AssignmentFactory(school=school, curator=user)
        RecommendationFactory(school=school)
        if school != schools[0]:
            submitted(school, period)
    ReportFactory(school=schools[0], period=period)
    with django_assert_max_num_queries(12 + IN_A_TEST):
        assert client.get(START).status_code == 200


def test_the_empty_municipality(client, city):
    assert not SupportStatus.objects.exists()
    enter(client, city, Role.HEAD)
    shown = client.get(START).text
    assert "Утверждённой муниципальной дорожной карты на сегодня нет" in shown
    assert "В списках этого учебного года нет школ" in shown


@pytest.mark.parametrize("role", list(Role))
def test_help_for_each_role(client, city, role):
    school = SchoolFactory(municipality=city) if role == Role.DIRECTOR else None
    enter(client, city, role, school=school)
    own = client.get(reverse("monitoring:help"))
    assert f"Помощь: {role.label.lower()}" in own.text
    for other in Role:
        assert client.get(reverse("monitoring:help_role", args=[other])).status_code == 200
    assert client.get("/help/boss/").status_code == 404


@pytest.mark.parametrize(
    ("passport", "assessment", "titles"),
    [
        (None, None, ["Заполните социальный паспорт", "Заполните самооценку школы"]),
        ("draft", "draft", ["Заполните социальный паспорт", "Заполните самооценку школы"]),
        ("submitted", None, ["Заполните самооценку школы"]),
        ("submitted", "submitted", []),
    ],
)
def test_director_is_told_what_is_to_be_filled_in_this_year(client, city, passport, assessment, titles):
    school = supported(city)
    equip(city)
    director = UserFactory(municipality=city, role=Role.DIRECTOR, school=school)
    when = {"draft": None, "submitted": timezone.now()}
    if passport:
        PassportFactory(school=school, submitted_at=when[passport])
    if assessment:
        facts = {"questionnaire": city.questionnaires.get(), "filled_by": director, "submitted_at": when[assessment]}
        SelfAssessment.objects.create(municipality=city, school=school, year=2026, **facts)
    client.force_login(director)
    due = client.get("/").context["page"].papers_due
    assert [title for title, _, _ in due] == titles
    assert all(is_begun == (passport == "draft") for _, _, is_begun in due[:1])


def test_specialist_and_curator_see_who_has_not_filled_in_and_what_waits(client, city):
    first, second = supported(city), supported(city)
    equip(city)
    specialist, curator = UserFactory(municipality=city), UserFactory(municipality=city, role=Role.CURATOR)
    AssignmentFactory(municipality=city, school=first, curator=curator)
    PassportFactory(school=first)
    SelfAssessment.objects.create(
        municipality=city,
        school=first,
        year=2026,
        questionnaire=city.questionnaires.get(),
        filled_by=specialist,
        submitted_at=timezone.now(),
    )
    client.force_login(specialist)
    tasks = {task.title: [line.title for line in task.lines] for task in client.get("/").context["page"].tasks}
    assert tasks["Паспорт не сдали школы из списков"] == [second.short_name]
    assert tasks["Самооценку не сдали"] == [second.short_name]
    client.force_login(curator)
    assert client.get("/").context["page"].to_verify == ((first.short_name, f"/schools/{first.pk}/assessment/2026/"),)


def test_work_done_for_a_roadmap_closed_early_stays_in_the_schools_progress(client, city):
    school = supported(city)
    owner = UserFactory(municipality=city)
    own = roadmap_in_force(owner, school=school)
    duty(own, date(2026, 10, 10), school=school, **done_by(owner))
    duty(own, date(2026, 10, 20), school=school)
    director = director_of(school)
    client.force_login(director)
    before = client.get(START).context["page"].progress
    assert (before.done, before.overdue) == (1, 1)
    plans.close(own, by=owner)
    after = client.get(START).context["page"].progress
    assert (after.done, after.total) == (1, 1)
    assert schools_of(owner, date(2026, 11, 21)).progress.done == 1
    assert schools_of(owner, own.ends_on).rows[0].progress.done == 1
    assert schools_of(owner, own.ends_on + timedelta(days=1)).progress.done == 0


def test_the_start_page_and_the_draft_itself_count_the_same_gaps(client, city):
    """Work «по графику» has a deadline that is understood; a blank or a riddle has none."""
    specialist = enter(client, city, Role.SPECIALIST)
    section = SectionFactory(roadmap=DraftFactory(municipality=city, owner=specialist))
    for wording in ("октябрь 2026", "по отдельному графику", "", "когда-нибудь потом"):
        ActivityFactory(section=section, deadline_text=wording, responsible_text="Тихонова О. В.")
    ActivityFactory(section=section, responsible_text=" ")
    (task,) = [task for task in client.get(START).context["page"].tasks if "понятного срока" in task.title]
    assert task.count == 3
    said = client.get(f"/roadmaps/{section.roadmap_id}/").text
    for gap in ("ответственного в 1 строке", "срока в 1 строке", "понятного срока в 1 строке"):
        assert gap in said
