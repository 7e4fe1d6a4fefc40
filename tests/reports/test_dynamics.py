"""«Справка о динамике результатов»: what it says, that it prints the page's own charts, who gets it."""

import re
from datetime import date
from io import BytesIO

import pypdf
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from config import jobs
from config.models import Job
from reports.builders.dynamics import MOST_CHANGES, build_of_school, build_of_town
from reports.models import DynamicsNote
from reports.renderers import dynamics_pdf
from schools import lists_over_years, over_years
from schools.dynamics import Measure
from schools.models import ExamResult, IdentificationMethod, IdentificationRun, ResultBenchmark, RunSchool, School
from schools.roles import Role
from schools.services.equipping import equip
from tests.schools.factories import MunicipalityFactory, SchoolFactory, SupportStatusFactory, UserFactory

TODAY = date(2026, 11, 21)
MATHS = Measure("oge", "Математика", 9)


@pytest.fixture
def head(db, time_machine):
    time_machine.move_to(f"{TODAY}T12:00:00+03:00", tick=False)
    return UserFactory(municipality=MunicipalityFactory(), role=Role.HEAD)


@pytest.fixture
def school(head) -> School:
    """Three years of mathematics and one of physics, beside a stronger school and the region; on a list by an order."""
    town = head.municipality
    weak, strong = (SchoolFactory(municipality=town, short_name=f"МБОУ СОШ № {n}") for n in (71, 72))
    for row, year, below, people in ((weak, 2024, 16, 40), (weak, 2026, 3, 9), (strong, 2024, 2, 40)):
        result(row, year, below, people)
    for row, year, below in ((weak, 2025, 8), (weak, 2026, 2), (strong, 2025, 4), (strong, 2026, 4)):
        result(row, year, below, subject="Физика")
    ResultBenchmark.objects.create(
        municipality=town, level="region", year=2024, procedure="oge", subject="Математика", grade=9,
        below_minimum_percent="11.5", mean="3.61",
    )  # fmt: skip
    SupportStatusFactory(school=weak, year=2024, low_entry_number="7-о", low_entry_on=date(2024, 8, 30))
    return weak


def result(school, year, below, people=40, **facts):
    named = {"procedure": "oge", "subject": "Математика", "grade": 9, "mean": "3.42"} | facts
    return ExamResult.objects.create(
        municipality=school.municipality, school=school, year=year, participants_count=people,
        below_minimum_count=below, **named,
    )  # fmt: skip


def run(by, year: int, points: dict[School, float], **facts) -> IdentificationRun:
    """A run with these points of the schools, confirmed unless it is said otherwise."""
    town = by.municipality
    if not IdentificationMethod.objects.filter(municipality=town).exists():
        equip(town)
    confirmed = {"status": "confirmed", "confirmed_by": by, "confirmed_at": "2026-10-01T10:00:00Z"}
    version = IdentificationMethod.objects.get(municipality=town, code="points").versions.get()
    row = IdentificationRun.objects.create(
        municipality=town, year=year, version=version, method={}, inputs={}, made_by=by, **(facts or confirmed)
    )
    for place, (one, got) in enumerate(points.items(), 1):
        RunSchool.objects.create(
            municipality=town, run=row, school=one, place=place, points=got, flags_count=0, findings=[],
            sentence="Основание", proposed="none",
        )  # fmt: skip
    return row


def of(school: School):
    return build_of_school(School.objects.select_related("municipality").get(pk=school.pk), as_of=TODAY)


def pages_of(content) -> list[str]:
    """The text of each page, its blanks and line breaks squeezed to one blank."""
    reader = pypdf.PdfReader(BytesIO(dynamics_pdf.render(content)))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


def client_of(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def test_the_note_of_a_school_says_all_that_is_known(head, school):
    run(head, 2026, {school: 55.0})
    text = " ".join(pages_of(of(school)))
    told = [
        "Справка о динамике результатов",
        "МБОУ СОШ № 71",
        school.name,
        f"Муниципалитет: {head.municipality.name}. Регион: Заокская область.",
        "Составлена 21 ноября 2026 г.",
        "работу учителей по ним не оценивают",
        "ОГЭ, Математика, 9 класс: доля ниже минимума, %",
        "ОГЭ, Математика, 9 класс: средний результат",
        "ОГЭ, Физика, 9 класс: доля ниже минимума, %",
        "Год Участников Школа Муниципалитет Регион",
        "2024 40 40,0 22,5 11,5",
        "2025 — — — —",
        "2026 9 33,3 33,3 —",
        "2024 40 3,42 3,42 3,61",
        "Где участников меньше десяти, один обучающийся меняет долю",
        "Участников меньше десяти: 2026.",
        "Учебный год Баллы 2026/27 55",
        "2024/25 ШНОР",
        "Включена приказом от 30.08.2024 № 7-о",
    ]
    assert [line for line in told if line not in text] == []


def test_the_note_of_the_municipality_says_all_that_is_known(head, school):
    strong = School.objects.get(short_name="МБОУ СОШ № 72")
    run(head, 2026, {school: 55.0, strong: 0.0})
    SupportStatusFactory(school=strong, year=2025)
    text = " ".join(pages_of(build_of_town(head, None, as_of=TODAY)))
    told = [
        head.municipality.name,
        "Регион для сравнения: Заокская область",
        "Составлена 21 ноября 2026 г.",
        "работу учителей по ним не оценивают",
        "ОГЭ, Математика, 9 класс: доля ниже минимума, %",
        "ОГЭ, Физика, 9 класс: разрыв между сильнейшей и слабейшей школой",
        "2024 МБОУ СОШ № 72: 5,0 % МБОУ СОШ № 71: 40,0 % 35,0",
        "2025 нет двух школ, где участников не меньше десяти",
        "Что изменилось с 2025 по 2026 год",
        "МБОУ СОШ № 72 вышла из списка ШНОР",
        "МБОУ СОШ № 71 ОГЭ, Физика, 9 класс 20,0 5,0 −15,0 лучше",
        "Школ в списках",
        "2026/27 55,0 27,5",
        "Школа 2026/27 МБОУ СОШ № 71 55 МБОУ СОШ № 72 0",
    ]
    assert [line for line in told if line not in text] == []
    one = " ".join(pages_of(build_of_town(head, MATHS, as_of=TODAY)))
    assert f"{head.municipality.name}, ОГЭ, Математика, 9 класс" in one
    assert "Физика" not in one


@pytest.mark.parametrize(("year", "is_told"), [(2025, True), (2024, False)])
def test_the_note_of_all_measures_tells_those_of_the_last_two_years(head, school, year, is_told):
    result(school, year, 1, subject="Химия")
    names = [town.name for town in build_of_town(head, None, as_of=TODAY).measures]
    assert ("ОГЭ, Химия, 9 класс" in names) is is_told


def test_page_and_document_show_the_same_picture(head, school):
    page = client_of(head).get(reverse("schools:school_dynamics", args=[school.pk])).content.decode()
    paper = render_to_string("reports/print/school_dynamics.html", {"content": of(school)})
    drawn = re.findall(r"<svg class=\"chart\".*?</svg>", page)
    assert len(drawn) == 2
    assert [picture for picture in drawn if picture not in paper] == []
    page = client_of(head).get(reverse("schools:dynamics")).content.decode()
    paper = render_to_string("reports/print/dynamics.html", {"content": build_of_town(head, None, as_of=TODAY)})
    drawn = re.findall(r"<svg class=\"chart\".*?</svg>", page)
    assert len(drawn) == 4
    assert [picture for picture in drawn if picture not in paper] == []
    assert "<a " not in paper  # an address of the house leads nowhere on paper


def test_pages_are_numbered_and_long_tables_repeat_their_head(head, school):
    for row in SchoolFactory.create_batch(MOST_CHANGES + 5, municipality=head.municipality):
        result(row, 2025, 10, subject="Физика")
        result(row, 2026, 5, subject="Физика")
    content = build_of_town(head, Measure("oge", "Физика", 9), as_of=TODAY)
    pages = pages_of(content)
    changes = [page for page in pages if "ОГЭ, Физика, 9 класс 25,0 12,5 −12,5 лучше" in page]
    assert len(changes) > 1
    assert all("Изменение, пунктов" in page for page in changes)
    assert f"Показаны самые большие изменения: {MOST_CHANGES} из {len(content.changed.results)}" in " ".join(pages)
    assert [page.split()[-1] for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]


def test_nothing_stands_beyond_the_margins(head, school):
    """Nor with names and numbers as long as they may be, nor with very many years."""
    School.objects.filter(pk=school.pk).update(short_name="Школа" * 24, name="Учреждение" * 30)
    for year in range(2000, 2024):
        result(school, year, 12, 12345, subject="Основы безопасности и защиты Родины " * 2)
    import pdfplumber

    for content in (of(school), build_of_town(head, None, as_of=TODAY)):
        with pdfplumber.open(BytesIO(dynamics_pdf.render(content))) as pdf:
            for page in pdf.pages:
                assert max(char["x1"] for char in page.chars) <= page.width - 30
                assert max(char["bottom"] for char in page.chars) <= page.height - 30


def test_points_of_the_last_run_count_and_a_nought_is_no_gap(head, school):
    strong = School.objects.get(short_name="МБОУ СОШ № 72")
    run(head, 2024, {school: 70.0, strong: 12.5})
    run(head, 2024, {school: 60.0, strong: 12.5})
    run(head, 2025, {school: 0.0, strong: 0.0})  # a method without points
    run(head, 2026, {school: 0.0, strong: 10.0})
    run(head, 2026, {school: 99.0, strong: 99.0}, status="draft")
    assert lists_over_years.points_of_school(school).chart.series[0].values == (60.0, None, 0.0)
    town = lists_over_years.points_of_town(head)
    assert list(town.panel.chart.rows) == [
        ("2024/25", (60.0, 36.2)),
        ("2025/26", (None, None)),
        ("2026/27", (10.0, 5.0)),
    ]
    assert town.schools == (("МБОУ СОШ № 71", ("60,0", "—", "0,0")), ("МБОУ СОШ № 72", ("12,5", "—", "10,0")))


def test_statements_do_not_grow(head, school, django_assert_max_num_queries):
    asked = set()
    for more in (1, 2, 27):
        for number in range(more):
            row = SchoolFactory(municipality=head.municipality)
            SupportStatusFactory(school=row)
            run(head, 2020 + number % 5, {row: 5.0})
            for year in (2025, 2026):
                result(row, year, number)
                result(school, year, number, subject=f"Предмет {more} {number}")
        asked.add(
            tuple(
                counted(build, django_assert_max_num_queries)
                for build in (lambda: of(school), lambda: build_of_town(head, None, as_of=TODAY))
            )
        )
    assert len(asked) == 1


def counted(build, django_assert_max_num_queries) -> int:
    with django_assert_max_num_queries(12) as queries:
        build()
    return len(queries)


def ask(browser: Client, address: str, **sent) -> str:
    """Press the button twice, have the worker do it once, follow the job's page to the note."""
    job_page = browser.post(address, sent)["Location"]
    assert browser.post(address, sent)["Location"] == job_page
    jobs.run(Job.objects.latest("pk").pk)
    return browser.get(job_page).get("Location", "")


def test_a_director_gets_the_document_of_the_own_school(head, school):
    director = UserFactory(municipality=head.municipality, role=Role.DIRECTOR, school=school)
    address = reverse("reports:make_school_dynamics", args=[school.pk])
    browser = client_of(director)
    assert address in browser.get(reverse("schools:school_dynamics", args=[school.pk])).content.decode()
    place = ask(browser, address)
    note = DynamicsNote.objects.get()
    download = reverse("reports:dynamics_pdf", args=[note.pk])
    assert download in browser.get(place).content.decode()
    assert note.pdf.name == "Справка о динамике – МБОУ СОШ № 71 – 21.11.2026.pdf"
    assert b"".join(browser.get(download).streaming_content).startswith(b"%PDF")
    assert client_of(head).get(download).status_code == 404  # each has one's own
    director.school = School.objects.get(short_name="МБОУ СОШ № 72")
    director.save()
    assert browser.get(download).status_code == 404  # and no longer than one sees the school


@pytest.mark.parametrize("measure_key", ["", MATHS.key])
def test_the_head_gets_the_document_of_the_municipality(head, school, measure_key):
    browser, address = client_of(head), reverse("reports:make_dynamics")
    place = ask(browser, address, measure_key=measure_key)
    note = DynamicsNote.objects.get()
    about = head.municipality.name + (", ОГЭ, Математика, 9 класс" if measure_key else "")
    assert note.about == about
    assert note.pdf.name == f"Справка о динамике – {about} – 21.11.2026.pdf"
    assert reverse("reports:dynamics_pdf", args=[note.pk]) in browser.get(place).content.decode()
    later = ask(browser, address)
    assert later != place
    assert reverse("reports:dynamics_pdf", args=[note.pk]) in browser.get(later).content.decode()


def test_the_longest_subject_fits_and_an_unknown_one_is_404(head, school):
    long = Measure("oge", "П" * 80, 9)
    result(school, 2026, 1, subject=long.subject)
    browser, address = client_of(head), reverse("reports:make_dynamics")
    assert ask(browser, address, measure_key=long.key)
    assert browser.post(address, {"measure_key": "oge|Химия|9"}).status_code == 404


def test_what_is_gone_by_then_is_refused_in_a_sentence(head, school):
    for address, change, words in (
        (reverse("reports:make_dynamics"), ExamResult.objects.all().delete, "Результатов пока нет"),
        (reverse("reports:make_school_dynamics", args=[school.pk]), lambda: None, "Результатов пока нет"),
    ):
        client_of(head).post(address)
        change()
        row = Job.objects.latest("pk")
        jobs.run(row.pk)
        row.refresh_from_db()
        assert row.status == Job.Status.FAILED
        assert words in row.failure
    assert not DynamicsNote.objects.exists()


def test_a_right_that_is_lost_meanwhile_is_refused(head, school):
    curator = UserFactory(municipality=head.municipality, role=Role.METHODIST)
    browser = client_of(curator)
    browser.post(reverse("reports:make_dynamics"), {"measure_key": MATHS.key})
    browser.post(reverse("reports:make_school_dynamics", args=[school.pk]))
    curator.role = Role.CURATOR
    curator.save()
    failures = []
    for row in Job.objects.order_by("pk"):
        jobs.run(row.pk)
        row.refresh_from_db()
        failures.append(row.failure)
    assert failures == ["Сравнение школ вам больше не доступно.", "Эта школа вам больше не видна."]


def test_a_worker_killed_after_the_last_step_makes_it_once(head, school):
    from reports.tasks import make_dynamics, make_school_dynamics

    browser = client_of(head)
    browser.post(reverse("reports:make_dynamics"), {"measure_key": MATHS.key})
    browser.post(reverse("reports:make_school_dynamics", args=[school.pk]))
    for row, make in zip(Job.objects.order_by("pk"), (make_dynamics, make_school_dynamics), strict=True):
        for _ in range(2):
            make(row, lambda percent, step: None)
    assert DynamicsNote.objects.count() == 2


def test_measures_are_found_in_one_statement_for_all(head, school):
    assert [town.name for town in over_years.of_town(head, [MATHS])] == ["ОГЭ, Математика, 9 класс"]
    mixed = Measure("oge", "Физика", 9), MATHS
    assert [town.name for town in over_years.of_town(head, mixed)] == [
        "ОГЭ, Физика, 9 класс",
        "ОГЭ, Математика, 9 класс",
    ]
