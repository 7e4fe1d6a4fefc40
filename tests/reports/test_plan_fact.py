"""Plan and fact: what is said of each row, the same on the page and in three files, and who gets which."""

import re
from datetime import date
from io import BytesIO

import docx
import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from config import files, jobs
from config.models import Job
from reports.builders.plan_fact import build, mark_of
from reports.models import PlanFact
from reports.renderers import plan_fact_docx, plan_fact_pdf, plan_fact_xlsx
from roadmaps.models import Checkpoint, OutputDocument, Proof
from schools.models import School
from schools.roles import Role
from tests.roadmaps.factories import ActivityFactory, CheckpointFactory, RoadmapFactory, SectionFactory
from tests.schools.factories import SchoolFactory, UserFactory

TODAY = date(2026, 11, 21)
LONG = "Методико-психолого-педагогическое-сопровождение" * 3
OCTOBER, MAY = date(2026, 10, 31), date(2027, 5, 31)


def squeezed(text: str) -> str:
    """Without blanks and marks of hyphenation: where a line breaks says nothing about the words."""
    return re.sub(r"[\s\u00ad\u2010\u2060-]+", "", text)


def point(due=OCTOBER, school="", **facts):
    of = School(short_name=school) if school else None
    return Checkpoint(**{"due_on": due, "planned_on": due, "school": of} | facts)


DONE = {"done_on": date(2026, 10, 20), "done_text": "Семинар проведён"}


@pytest.mark.parametrize(
    ("points", "mark"),
    [
        ([], "срок не назначен"),
        ([point(**DONE)], "выполнено 20.10.2026. Семинар проведён"),
        ([point(school="СОШ № 3", **DONE)], "СОШ № 3: выполнено 20.10.2026. Семинар проведён"),
        ([point()], "не выполнено"),
        ([point(TODAY)], "срок не наступил"),
        ([point(cancelled_on=TODAY, cancel_reason="нет школы")], "отменено: нет школы"),
        (
            [point(MAY, planned_on=OCTOBER, move_reason="карантин")],
            "срок не наступил (срок перенесён с 31.10.2026: карантин)",
        ),
        (
            [point(school="СОШ № 3"), point(school="СОШ № 4", **DONE)],
            "выполнено 1 из 2; не выполнено: СОШ № 3",
        ),
        ([point(MAY, "СОШ № 3"), point(MAY, "СОШ № 4")], "срок не наступил"),
        ([point(), point(MAY)], "31.10.2026: не выполнено\nвпереди 1 срок, ближайший 31.05.2027"),
        ([point(MAY), point(date(2027, 8, 31))], "впереди 2 срока, ближайший 31.05.2027"),
        (
            [point(school=f"СОШ № {n}") for n in range(1, 8)],
            "выполнено 0 из 7; не выполнено: СОШ № 1, СОШ № 2, СОШ № 3, СОШ № 4, СОШ № 5 и ещё 2",
        ),
    ],
)
def test_the_mark_of_execution(points, mark):
    assert mark_of(points, TODAY) == mark


@pytest.fixture
def today(time_machine):
    time_machine.move_to(f"{TODAY}T12:00:00+03:00", tick=False)


@pytest.fixture
def roadmap(db, today):
    """Sixty rows, a word that no column can hold, a formula, a document, and two schools."""
    roadmap = RoadmapFactory(in_force=True)
    town, section = roadmap.municipality, SectionFactory(roadmap=roadmap, title="Работа с кадрами")
    rows = ActivityFactory.create_batch(60, section=section)
    rows[0].text, rows[0].result = "=1+1", LONG
    rows[0].save()
    for number in (77, 78):
        school = SchoolFactory(municipality=town, short_name=f"МБОУ СОШ № {number}")
        made = CheckpointFactory(activity=rows[0], school=school, done=number == 77)
        if number == 77:
            prove(made, number="134", dated_on=date(2026, 10, 27))
        else:
            prove(made)
    return roadmap


def prove(checkpoint, **facts):
    by = checkpoint.activity.roadmap.owner
    file = files.store(b"%PDF-1.7", name="Справка о семинаре.pdf", by=by)
    document = OutputDocument.objects.create(
        municipality=checkpoint.municipality,
        activity=checkpoint.activity,
        kind="note",
        file=file,
        added_by=by,
        **facts,
    )
    Proof.objects.create(municipality=checkpoint.municipality, document=document, checkpoint=checkpoint)


def test_page_and_files_say_the_same_and_heads_repeat(roadmap):
    content = build(roadmap, user=roadmap.owner, as_of=TODAY)
    cells = [cell for row in content.rows for cell in row.cells if cell]
    titles = [column.title for column in content.columns]
    assert titles[-2:] == ["Отметка об исполнении", "Документ (№, дата)"]
    assert content.rows[1].cells[-2:] == (
        "выполнено 1 из 2; не выполнено: МБОУ СОШ № 78",
        "Справка № 134 от 27.10.2026;\nСправка: Справка о семинаре.pdf",
    )
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(plan_fact_pdf.render(content))).pages]
    assert len(pages) > 2
    assert all(squeezed("Отметка об исполнении") in squeezed(page) for page in pages)
    pdf = squeezed("".join(pages))
    assert [cell for cell in cells if squeezed(cell) not in pdf and squeezed(cell) != squeezed(LONG)] == []
    document = docx.Document(BytesIO(plan_fact_docx.render(content)))
    assert document.tables[0].rows[0]._tr.xpath(".//w:tblHeader")
    in_docx = {cell.text for row in document.tables[0].rows for cell in row.cells}
    assert [cell for cell in cells if cell not in in_docx] == []
    sheet = load_workbook(BytesIO(plan_fact_xlsx.render(content))).active
    in_xlsx = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert [cell for cell in cells if cell not in in_xlsx] == []
    assert in_xlsx["=1+1"] == "s"
    assert sheet.print_title_rows == "$5:$5"
    page = client_of(roadmap.owner).get(reverse("reports:plan_fact", args=[roadmap.pk])).content.decode()
    assert squeezed(content.rows[1].cells[-2]) in squeezed(page)
    assert content.summary in page


def test_nothing_runs_over_its_column(roadmap):
    """A word that no column can hold is broken: nothing stands beyond the right margin."""
    content = build(roadmap, user=roadmap.owner, as_of=TODAY)
    import pdfplumber

    with pdfplumber.open(BytesIO(plan_fact_pdf.render(content))) as pdf:
        first = pdf.pages[0]
        rules = sorted({round(edge["x0"]) for edge in first.vertical_edges})
        chars = [char for char in first.chars if char["top"] > first.height / 3]
        assert max(char["x1"] for char in chars) <= rules[-1] + 1
        crossing = [c for c in chars if any(c["x0"] < rule - 1 and c["x1"] > rule + 2 for rule in rules)]
    assert crossing == []


def client_of(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def test_it_costs_the_same_for_any_number_of_rows(roadmap, django_assert_num_queries):
    browser, path = client_of(roadmap.owner), reverse("reports:plan_fact", args=[roadmap.pk])
    for _ in range(2):
        for row in ActivityFactory.create_batch(5, section=roadmap.sections.get()):
            prove(CheckpointFactory(activity=row))
        with django_assert_num_queries(10):
            assert browser.get(path).status_code == 200


def test_a_director_gets_nothing_of_another_school(roadmap):
    school = School.objects.get(short_name="МБОУ СОШ № 77")
    director = UserFactory(municipality=roadmap.municipality, role=Role.DIRECTOR, school=school)
    content = build(roadmap, user=director, as_of=TODAY)
    assert content.rows[1].cells[-2].startswith("МБОУ СОШ № 77: выполнено")
    assert content.rows[1].cells[-1] == "Справка № 134 от 27.10.2026"
    assert "№ 78" not in str(content)


def test_from_the_button_to_three_files(roadmap):
    browser, path = client_of(roadmap.owner), reverse("reports:plan_fact", args=[roadmap.pk])
    job_page = browser.post(reverse("reports:make_plan_fact", args=[roadmap.pk]))["Location"]
    browser.post(reverse("reports:make_plan_fact", args=[roadmap.pk]))
    row = Job.objects.get()
    jobs.run(row.pk)
    assert browser.get(job_page)["Location"] == path
    made = PlanFact.objects.get()
    page = browser.get(path).content.decode()
    for name, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        address = reverse(f"reports:plan_fact_{name}", args=[made.pk])
        assert address in page
        answer = browser.get(address)
        assert answer["Content-Disposition"].startswith("attachment")
        assert b"".join(answer.streaming_content).startswith(start)
    colleague = UserFactory(municipality=roadmap.municipality)
    assert client_of(colleague).get(reverse("reports:plan_fact_pdf", args=[made.pk])).status_code == 404
    assert reverse("reports:plan_fact_pdf", args=[made.pk]) not in client_of(colleague).get(path).content.decode()


def test_a_worker_killed_after_the_last_step_makes_it_once(roadmap):
    from reports.tasks import make_plan_fact

    client_of(roadmap.owner).post(reverse("reports:make_plan_fact", args=[roadmap.pk]))
    row = Job.objects.get()
    for _ in range(2):
        make_plan_fact(row, lambda percent, step: None)
    assert PlanFact.objects.count() == 1
