from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from roadmaps.models import Roadmap
from schools.models import RiskFactor
from tests.roadmaps.factories import ActivityFactory, CheckpointFactory, PartyFactory, RoadmapFactory, SectionFactory
from tests.schools.factories import SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def plan_of(town, rows, **facts):
    section = SectionFactory(roadmap=RoadmapFactory(municipality=town, **facts), title="Методическая поддержка")
    return section.roadmap, ActivityFactory.create_batch(rows, section=section)


def test_a_draft_says_what_is_missing(town, sign_in):
    roadmap, _ = plan_of(town, 1)
    section = roadmap.sections.get()
    bare = ActivityFactory(section=section, number="7.", responsible_text="", deadline_text="")
    ActivityFactory(section=section, deadline_text="по отдельному графику")
    page = sign_in("specialist").get(f"/roadmaps/{roadmap.pk}/").content.decode()
    link = f'<a href="/roadmaps/{roadmap.pk}/#a{bare.pk}">№ 7</a>'
    assert f"Не хватает: ответственного в 1 строке ({link}), срока в 1 строке ({link})" in page
    assert f'<a href="/roadmaps/{roadmap.pk}/edit/">цели</a>.' in page
    assert "приложите график" in page
    assert "1–31 октября 2026" in page


def test_a_draft_says_which_task_has_no_indicator(town, sign_in):
    facts = {"tasks": ["Учить", "Снабжать"], "indicators": [{"text": "Договоры к задаче 2", "target": "4"}]}
    roadmap, _ = plan_of(town, 1, **facts)
    page = sign_in("specialist").get(f"/roadmaps/{roadmap.pk}/").content.decode()
    assert "показателя у задачи 1</a>" in page


def test_an_approved_one_shows_what_became_of_each_row(town, school, sign_in):
    roadmap, (row,) = plan_of(town, 1, in_force=True)
    CheckpointFactory(activity=row, school=school)
    CheckpointFactory(activity=row, school=SchoolFactory(municipality=town), done=True)
    page = sign_in("head").get(f"/roadmaps/{roadmap.pk}/").content.decode()
    assert "2 школы, сдали 1; не сдала: МБОУ СОШ № 3" in page
    assert "выполнено 1 из 2, просрочено 1" in page
    assert "50 %" in page


def test_a_director_sees_no_other_school_in_the_municipal_plan(town, school, sign_in):
    roadmap, (row,) = plan_of(town, 1, in_force=True)
    CheckpointFactory(activity=row, school=school)
    CheckpointFactory(activity=row, school=SchoolFactory(municipality=town, short_name="МБОУ СОШ № 77"))
    browser = sign_in("director")
    for path in (f"/roadmaps/{roadmap.pk}/", "/roadmaps/", "/roadmaps/checkpoints/"):
        assert "№ 77" not in browser.get(path).content.decode()
    assert "0 из 1" in browser.get("/roadmaps/").content.decode()


def test_a_director_sees_in_the_municipal_plan_what_lives_on_in_the_own_school(town, school, sign_in):
    roadmap, (row,) = plan_of(town, 1, in_force=True)
    heir = school
    for name in ("МБОУ ООШ № 77", "МБОУ НОШ № 78"):  # the first was joined to the school, the second to the first
        heir = SchoolFactory(municipality=town, short_name=name, closed_on=date(2026, 9, 1), merged_into=heir)
        CheckpointFactory(activity=row, school=heir)
    page = sign_in("director").get(f"/roadmaps/{roadmap.pk}/").content.decode()
    assert "2 школы" in page


@pytest.mark.parametrize("facts", [{}, {"in_force": True}])
def test_the_table_costs_the_same_for_any_number_of_rows(town, sign_in, facts, django_assert_num_queries, settings):
    browser = sign_in("specialist")
    counts = {}
    for rows in (1, 3, 30):
        roadmap, activities = plan_of(town, rows, **facts)
        if facts:
            for activity in activities:
                CheckpointFactory(activity=activity)
        with django_assert_num_queries(9 if facts else 8) as captured:
            page = browser.get(f"/roadmaps/{roadmap.pk}/")
        counts[rows] = len(captured)
    assert page.status_code == 200
    assert max(counts.values()) <= 12


def test_the_register_costs_the_same_for_any_number_of_rows(town, sign_in, django_assert_max_num_queries):
    browser = sign_in("specialist")
    for _ in range(3):
        for roadmap in RoadmapFactory.create_batch(5, municipality=town, in_force=True):
            CheckpointFactory(activity=ActivityFactory(section=SectionFactory(roadmap=roadmap)))
        with django_assert_max_num_queries(6):
            assert browser.get("/roadmaps/").status_code == 200


def test_the_register_is_filtered_sorted_and_exported(town, school, sign_in):
    RoadmapFactory(municipality=town, title="Городской план")
    RoadmapFactory(
        municipality=town, title="План школы", school=school, starts_on=date(2024, 9, 1), ends_on=date(2025, 8, 31)
    )
    browser = sign_in("specialist")
    page = browser.get("/roadmaps/?whose=school&year=2024&status=draft&sort=-title").content.decode()
    assert "План школы" in page
    assert "Городской план" not in page
    book = load_workbook(BytesIO(b"".join(browser.get("/roadmaps/?whose=municipal&export=xlsx").streaming_content)))
    assert [row[0].value for row in book.active.rows] == ["Дорожная карта", "Городской план"]


@pytest.mark.parametrize(
    "query",
    [
        "status=nonsense",
        "whose=x",
        "year=1e20",
        "year=0",
        "sort=password",
        "page=0",
        "page=1e20",
        "export=exe",
        "sort=%00",
    ],
)
def test_nonsense_in_the_address_is_not_found(sign_in, query):
    assert sign_in("specialist").get(f"/roadmaps/?{query}").status_code == 404


def test_a_roadmap_is_created_for_the_municipality_a_school_or_the_own_school(town, school, sign_in, people):
    facts = {
        "title": "Новая",
        "starts_on": "2026-09-01",
        "ends_on": "2027-08-31",
        "indicators": "Договоры | не менее 4",
    }
    assert sign_in("specialist").post("/roadmaps/create/", facts).status_code == 302
    sign_in("specialist").post("/roadmaps/create/", {**facts, "school": school.pk})
    sign_in("director").post("/roadmaps/create/", {**facts, "school": SchoolFactory(municipality=town).pk})
    rows = Roadmap.objects.order_by("pk")
    assert [(row.school, row.owner.role) for row in rows] == [
        (None, "specialist"),
        (school, "specialist"),
        (school, "director"),
    ]
    assert rows[0].indicators == [{"text": "Договоры", "target": "не менее 4"}]


def test_another_municipalitys_school_is_no_choice(sign_in):
    facts = {"title": "Новая", "starts_on": "2026-09-01", "ends_on": "2027-08-31", "school": SchoolFactory().pk}
    assert "Выберите корректный вариант" in sign_in("specialist").post("/roadmaps/create/", facts).content.decode()


@pytest.mark.parametrize(
    "bad",
    [
        {"title": "а\x00б"},
        {"title": "а" * 100_000},
        {"goal": "а" * 100_000},
        {"starts_on": "0000-01-01"},
        {"starts_on": "1026-01-01"},
        {"ends_on": "10000-01-01"},
        {"ends_on": "2026-01-01"},
        {"ends_on": "9999-01-01"},
        {"school": "99999999999999999999999"},
        {"tasks": "\x00"},
    ],
    ids=lambda bad: str(bad)[:30],
)
def test_bad_texts_are_form_errors(sign_in, bad):
    facts = {"title": "Новая", "starts_on": "2026-09-01", "ends_on": "2027-08-31"}
    page = sign_in("specialist").post("/roadmaps/create/", facts | bad)
    assert page.status_code == 200
    assert 'class="errors"' in page.content.decode()
    assert not Roadmap.objects.exists()


def test_two_editors_of_the_texts_get_both(town, sign_in):
    roadmap = RoadmapFactory(municipality=town, goal="Было")
    facts = {"title": roadmap.title, "starts_on": "2026-08-01", "ends_on": "2027-08-31", "version": 1}
    path = f"/roadmaps/{roadmap.pk}/edit/"
    assert sign_in("specialist").post(path, facts | {"goal": "Первый"}).status_code == 302
    answer = sign_in("specialist").post(path, facts | {"goal": "Второй"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Первый" in page
    assert "Второй" in page
    assert 'name="version" value="2"' in page


ANALYSIS = {
    "strengths": ["Опытные учителя", "Новый корпус"],
    "weaknesses": ["Нет психолога"],
    "opportunities": ["Сетевой договор"],
    "threats": ["Отток учеников"],
    "risks": ["Низкая учебная мотивация"],
}


def test_a_schools_roadmap_has_the_analysis_of_the_school(town, school, sign_in):
    RiskFactor.objects.create(municipality=town, school=school, year=2026, name="Дефицит кадров", significance="high")
    roadmap = RoadmapFactory(municipality=town, school=school)
    path, browser = f"/roadmaps/{roadmap.pk}/edit/", sign_in("director")
    assert "В рисковом профиле школы: Дефицит кадров" in browser.get(path).content.decode()
    facts = {"title": roadmap.title, "starts_on": "2026-08-01", "ends_on": "2027-08-31", "version": 1}
    lines = {name: "\n".join(["", *texts]) for name, texts in ANALYSIS.items()}
    assert browser.post(path, facts | lines).status_code == 302
    roadmap.refresh_from_db()
    assert {name: getattr(roadmap, name) for name in ANALYSIS} == ANALYSIS
    page = browser.get(f"/roadmaps/{roadmap.pk}/").content.decode()
    assert [text for texts in ANALYSIS.values() for text in texts if f"<li>{text}</li>" not in page] == []
    answer = browser.post(path, facts | {"risks": "Мой риск"})
    assert answer.status_code == 409
    assert "Мой риск" in answer.content.decode()
    assert "Низкая учебная мотивация" in answer.content.decode()


def test_the_municipal_roadmap_has_no_analysis(town, sign_in):
    roadmap = RoadmapFactory(municipality=town)
    path = f"/roadmaps/{roadmap.pk}/edit/"
    facts = {"title": roadmap.title, "starts_on": "2026-08-01", "ends_on": "2027-08-31", "version": 1}
    assert "Сильные стороны" not in sign_in("specialist").get(path).content.decode()
    assert sign_in("specialist").post(path, facts | {"strengths": "Сильная"}).status_code == 302
    roadmap.refresh_from_db()
    assert roadmap.strengths == []


def test_from_hand_to_hand(town, sign_in):
    roadmap, _ = plan_of(town, 1)
    sign_in("specialist").post(f"/roadmaps/{roadmap.pk}/submit/")
    head = sign_in("head")
    assert "Приказ об утверждении" in head.get(f"/roadmaps/{roadmap.pk}/").content.decode()
    assert head.post(f"/roadmaps/{roadmap.pk}/return/", {"comment": ""}).status_code == 200
    head.post(f"/roadmaps/{roadmap.pk}/return/", {"comment": "Назовите ответственных"})
    page = sign_in("specialist").get(f"/roadmaps/{roadmap.pk}/").content.decode()
    assert "Назовите ответственных" in page
    assert "На согласование" in page


def test_an_empty_draft_is_not_submitted(town, sign_in):
    roadmap = RoadmapFactory(municipality=town)
    page = sign_in("specialist").post(f"/roadmaps/{roadmap.pk}/submit/", follow=True).content.decode()
    assert "ни одного мероприятия" in page


def test_a_draft_is_deleted_and_a_closed_one_stays(town, sign_in):
    draft = RoadmapFactory(municipality=town)
    assert sign_in("specialist").post(f"/roadmaps/{draft.pk}/delete/").status_code == 302
    assert not Roadmap.objects.exists()
    approved = RoadmapFactory(municipality=town, in_force=True)
    assert sign_in("head").post(f"/roadmaps/{approved.pk}/close/", {"summary": "Всё"}).status_code == 302
    assert Roadmap.objects.get().status == "closed"
    assert sign_in("specialist").post(f"/roadmaps/{approved.pk}/delete/").status_code == 403


def test_parties_are_listed(town, sign_in):
    PartyFactory(municipality=town, name="Лугова И. П.")
    PartyFactory(name="Чужой Ч. Ч.")
    page = sign_in("head").get("/roadmaps/parties/").content.decode()
    assert "Лугова И. П." in page
    assert "Чужой" not in page


def test_a_long_roadmap_has_a_list_of_its_sections_to_jump_to(town, sign_in):
    roadmap = RoadmapFactory(municipality=town)
    sections = [SectionFactory(roadmap=roadmap, title=f"Раздел о {place}") for place in range(3)]
    ActivityFactory.create_batch(7, section=sections[0])
    browser, path = sign_in("specialist"), f"/roadmaps/{roadmap.pk}/"
    assert "К разделу" not in browser.get(path).text
    for section in sections[1:]:
        ActivityFactory.create_batch(7, section=section)
    page = browser.get(path).text
    assert "К разделу" in page
    assert all(f'href="#s{section.pk}"' in page for section in sections)
