from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from roadmaps.models import Checkpoint, OutputDocument, Party
from tests.curators.factories import AssignmentFactory
from tests.roadmaps.factories import (
    ActivityFactory,
    CheckpointFactory,
    PartyFactory,
    ResponsibilityFactory,
    RoadmapFactory,
    SectionFactory,
)
from tests.schools.factories import SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def activity(town):
    return ActivityFactory(section=SectionFactory(roadmap=RoadmapFactory(municipality=town, in_force=True)))


@pytest.fixture
def point(activity, school):
    return CheckpointFactory(activity=activity, school=school)


def report(**changed):
    return {"done_on": "2026-10-20", "text": "Семинар проведён", "kind": "note", **changed}


def test_a_director_marks_the_own_point_with_a_file(sign_in, point):
    director = sign_in("director")
    proof = SimpleUploadedFile("Справка № 7.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF")
    answer = director.post(f"/roadmaps/checkpoints/{point.pk}/complete/", report(files=[proof], number="7"))
    assert answer.status_code == 302
    document = OutputDocument.objects.get()
    page = director.get(f"/roadmaps/checkpoints/{point.pk}/").content.decode()
    assert "выполнено 20.10.2026" in page
    assert "Справка № 7.pdf" in page
    download = director.get(f"/roadmaps/documents/{document.pk}/")
    assert "filename*=utf-8''%D0%A1%D0%BF%D1%80%D0%B0%D0%B2%D0%BA%D0%B0" in download["Content-Disposition"]
    assert b"".join(download.streaming_content) == b"%PDF-1.7\n1 0 obj\n%%EOF"


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"done_on": "2026-11-22"}, "ещё не наступила"),
        ({"done_on": "2026-07-31"}, "Дорожная карта началась 01.08.2026"),
        ({"done_on": "0000-00-00"}, "Введите правильную дату"),
        ({"text": ""}, "Обязательное поле"),
        ({"text": "а\x00"}, "ноль-байт"),
        ({"text": "а" * 100_000}, "не более"),
        ({"dated_on": "2027-01-01"}, "Проверьте дату документа"),
        ({"participants_count": "-1"}, "больше либо равно"),
        ({"hours_count": "9" * 30}, "не более"),
        ({"kind": "x"}, "Выберите корректный вариант"),
        ({"files": SimpleUploadedFile("a.pdf", b"MZ not a pdf")}, "«a.pdf»"),
        ({"files": SimpleUploadedFile("пусто.pdf", b"")}, "пуст"),
    ],
)
def test_what_cannot_be_is_told_in_russian(sign_in, point, bad, told):
    answer = sign_in("director").post(f"/roadmaps/checkpoints/{point.pk}/complete/", report(**bad))
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert Checkpoint.objects.get().done_on is None


def test_a_specialist_moves_cancels_and_takes_back(sign_in, point):
    specialist, path = sign_in("specialist"), f"/roadmaps/checkpoints/{point.pk}/"
    assert "Это тот же срок" in specialist.post(f"{path}move/", {"to": "2026-10-31", "reason": "x"}).content.decode()
    assert specialist.post(f"{path}move/", {"to": "9999-12-31", "reason": "x"}).status_code == 200
    specialist.post(f"{path}move/", {"to": "2026-12-15", "reason": "Карантин"})
    assert Checkpoint.objects.get().due_on == date(2026, 12, 15)
    assert specialist.post(f"{path}cancel/", {"reason": ""}).status_code == 200
    specialist.post(f"{path}cancel/", {"reason": "Школа на ремонте"})
    page = specialist.get(path).content.decode()
    assert "Школа на ремонте" in page
    assert "Карантин" in page
    specialist.post(f"{path}reopen/")
    assert Checkpoint.objects.get().cancelled_on is None


def test_a_director_takes_the_own_mark_back_and_cancels_nothing(sign_in, point):
    director, path = sign_in("director"), f"/roadmaps/checkpoints/{point.pk}/"
    assert director.post(f"{path}reopen/").status_code == 403, "it is open"
    director.post(f"{path}complete/", report())
    assert director.post(f"{path}reopen/").status_code == 302
    assert director.post(f"{path}cancel/", {"reason": "x"}).status_code == 403
    assert director.post(f"{path}move/", {"to": "2026-12-15", "reason": "x"}).status_code == 403


def test_municipal_points_are_for_the_department(sign_in, activity):
    path = f"/roadmaps/checkpoints/{CheckpointFactory(activity=activity).pk}/complete/"
    assert sign_in("director").post(path, report()).status_code == 403
    assert sign_in("curator").post(path, report()).status_code == 403
    assert sign_in("methodist").post(path, report()).status_code == 302


@pytest.mark.parametrize(
    ("named", "in_care", "answer"),
    [("curators", True, 302), ("by name", True, 302), ("another", True, 403), ("curators", False, 404)],
)
def test_a_curator_marks_what_the_plan_asks_of_curators(
    sign_in, people, activity, point, school, named, in_care, answer
):
    facts = {
        "curators": {"kind": Party.Kind.GROUP, "group": Party.Group.CURATORS},
        "by name": {"user": people["curator"]},
        "another": {"user": people["methodist"]},
    }
    ResponsibilityFactory(activity=activity, party=PartyFactory(municipality=activity.municipality, **facts[named]))
    AssignmentFactory(school=school, curator=people["curator"], ends_on=None if in_care else date(2026, 11, 20))
    browser, path = sign_in("curator"), f"/roadmaps/checkpoints/{point.pk}/"
    offered = "Отметить выполнение" in browser.get(path).content.decode()
    assert offered == (answer == 302), "no button that answers 403"
    assert browser.post(f"{path}complete/", report()).status_code == answer
    assert browser.post(f"{path}reopen/").status_code == answer


def test_the_register_by_state(sign_in, activity, school):
    days = {"overdue": date(2026, 11, 20), "soon": date(2026, 12, 5), "later": date(2026, 12, 6)}
    for due_on in days.values():
        CheckpointFactory(activity=activity, school=school, due_on=due_on)
    CheckpointFactory(activity=activity, school=school, due_on=date(2026, 9, 30), done=True)
    browser = sign_in("director")
    for state in (*days, "done"):
        assert browser.get(f"/roadmaps/checkpoints/?state={state}").context["table"].page.paginator.count == 1
    book = load_workbook(
        BytesIO(b"".join(browser.get("/roadmaps/checkpoints/?export=xlsx&state=overdue").streaming_content))
    )
    assert [cell.value for cell in list(book.active.rows)[1]][2:] == [
        school.short_name,
        activity.roadmap.title,
        "просрочено на 1 день",
    ]


@pytest.mark.parametrize(
    "query", ["state=x", "school=0", "school=9e9", "roadmap=x", "activity=%C2%B2", "sort=id", "page=999"]
)
def test_nonsense_in_the_address_is_not_found(sign_in, query):
    assert sign_in("specialist").get(f"/roadmaps/checkpoints/?{query}").status_code == 404


def test_another_schools_point_is_not_found(sign_in, town, activity):
    other = CheckpointFactory(activity=activity, school=SchoolFactory(municipality=town))
    assert sign_in("director").get(f"/roadmaps/checkpoints/{other.pk}/").status_code == 404
    assert sign_in("director").get(f"/roadmaps/checkpoints/?school={other.school_id}").status_code == 404


def test_the_register_costs_the_same_for_any_number_of_rows(sign_in, activity, town, django_assert_max_num_queries):
    browser = sign_in("specialist")
    for _ in range(3):
        for school in SchoolFactory.create_batch(10, municipality=town):
            CheckpointFactory(activity=activity, school=school)
        with django_assert_max_num_queries(8):
            assert browser.get("/roadmaps/checkpoints/").status_code == 200


def test_the_register_opens_with_what_is_still_to_be_done(sign_in, activity, town):
    late = CheckpointFactory(activity=activity, due_on=date(2026, 11, 20))
    far = CheckpointFactory(activity=activity, due_on=date(2027, 5, 31))
    done = CheckpointFactory(activity=activity, due_on=date(2026, 9, 30), done=True)
    old = RoadmapFactory(municipality=town, status="closed", approved_on=date(2025, 8, 27), approved_by_order="1-о")
    left = CheckpointFactory(activity=ActivityFactory(section__roadmap=old), due_on=date(2026, 8, 31))
    browser = sign_in("specialist")

    def shown(query: str) -> list[int]:
        return [row.record.pk for row in browser.get(f"/roadmaps/checkpoints/?{query}").context["table"].page]

    assert shown("") == shown("state=open") == [late.pk, far.pk]
    assert shown("state=") == [left.pk, done.pk, late.pk, far.pk]
    assert shown(f"activity={activity.pk}") == [done.pk, late.pk, far.pk], "an activity shows all it has"
    assert shown(f"school={SchoolFactory(municipality=town).pk}") == []


def test_the_workbook_says_what_the_page_says(sign_in, activity):
    CheckpointFactory(activity=activity, due_on=date(2026, 11, 20))
    book = load_workbook(BytesIO(b"".join(sign_in("head").get("/roadmaps/checkpoints/?export=xlsx").streaming_content)))
    day, _, school, *_ = list(book.active.rows)[1]
    assert (day.value.date(), day.number_format, school.value) == (date(2026, 11, 20), "DD.MM.YYYY", "Муниципалитет")
    assert book.active.freeze_panes == "A2"
    assert book.active.column_dimensions["B"].width > 12
