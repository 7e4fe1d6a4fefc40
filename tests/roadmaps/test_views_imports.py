from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from roadmaps.models import Roadmap, RoadmapImport

pytestmark = pytest.mark.django_db
HEADINGS = ("№", "Мероприятие", "Срок", "Ответственные", "Результат")
ROWS = (
    ("1.", "Семинар для завучей", "октябрь", "Лугова И. П.", "Материалы"),
    ("2.", "Посещение уроков", "", "руководители школ", "Справка"),
)


def document(period="на 2026-2027 учебный год"):
    """A Word file with a roadmap of two rows, the second without a deadline."""
    word = Document()
    word.add_paragraph(f"Дорожная карта поддержки школ {period}")
    table = word.add_table(rows=0, cols=len(HEADINGS))
    for cells in (HEADINGS, *ROWS):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    content = BytesIO()
    word.save(content)
    return SimpleUploadedFile("Карта № 1.docx", content.getvalue())


@pytest.fixture
def browser(sign_in):
    return sign_in("specialist")


@pytest.fixture
def imported(browser):
    browser.post("/roadmaps/import/", {"file": document()})
    return RoadmapImport.objects.get()


def test_a_document_is_read_reviewed_and_accepted(browser, imported):
    page = browser.get(f"/roadmaps/imports/{imported.pk}/").content.decode()
    assert page.index("Посещение уроков") < page.index("Семинар для завучей"), "doubts come first"
    browser.post(
        f"/roadmaps/imports/{imported.pk}/head/", {"title": "План", "starts_on": "2026-08-01", "ends_on": "2027-08-31"}
    )
    accepted = browser.post(f"/roadmaps/imports/{imported.pk}/accept/")
    roadmap = Roadmap.objects.get()
    assert accepted["Location"] == f"/roadmaps/{roadmap.pk}/"
    assert (roadmap.title, roadmap.status, roadmap.activities.count()) == ("План", "draft", 2)


def test_a_second_click_makes_no_second_draft(browser, imported):
    for _ in range(2):
        browser.post(f"/roadmaps/imports/{imported.pk}/accept/")
    assert Roadmap.objects.count() == 1


def test_each_cell_is_correctable(browser, imported):
    path = f"/roadmaps/imports/{imported.pk}/row/?row=1"
    assert "Посещение уроков" in browser.get(path).content.decode()
    facts = {"number": "2.", "text": "Уроки", "deadline_text": "май 2027", "output_documents": "Справка\nСписок"}
    browser.post(path, facts)
    browser.post(f"/roadmaps/imports/{imported.pk}/accept/")
    row = Roadmap.objects.get().activities.get(number="2.")
    assert (row.text, row.output_documents) == ("Уроки", "Справка\nСписок")
    assert browser.post(path, facts, follow=True).status_code == 200, "an accepted document is corrected no more"


@pytest.mark.parametrize("index", ["2", "-1", "x", "9" * 30, "²"])
def test_a_row_that_is_not_there(browser, imported, index):
    assert browser.get(f"/roadmaps/imports/{imported.pk}/row/?row={index}").status_code == 404


def test_a_document_without_a_period_asks_for_it(browser):
    browser.post("/roadmaps/import/", {"file": document(period="")})
    imported = RoadmapImport.objects.get()
    assert (
        "Период дорожной карты в документе не найден"
        in browser.get(f"/roadmaps/imports/{imported.pk}/").content.decode()
    )
    answer = browser.post(f"/roadmaps/imports/{imported.pk}/accept/", follow=True)
    assert "Укажите, за какой период" in answer.content.decode()
    assert not Roadmap.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", b""), ("a.docx", b"nothing"), ("a.exe", b"MZ\x90"), ("a.txt", "Просто текст без таблицы".encode())],
)
def test_what_is_no_roadmap_is_told_at_the_field(browser, name, content):
    answer = browser.post("/roadmaps/import/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not RoadmapImport.objects.exists()


@pytest.mark.parametrize("facts", [{}, {"file": "text"}])
def test_a_missing_file_is_told(browser, facts):
    assert "Выберите файл." in browser.post("/roadmaps/import/", facts).content.decode()


def test_a_director_imports_for_the_own_school(sign_in, school):
    director = sign_in("director")
    director.post("/roadmaps/import/", {"file": document()})
    director.post(f"/roadmaps/imports/{RoadmapImport.objects.get().pk}/accept/")
    assert Roadmap.objects.get().school == school


def test_a_director_sees_no_import_of_the_department(sign_in, imported):
    assert sign_in("director").get(f"/roadmaps/imports/{imported.pk}/").status_code == 404


def test_the_document_comes_back_under_its_name(browser, imported):
    answer = browser.get(f"/roadmaps/imports/{imported.pk}/source/")
    assert "%D0%9A%D0%B0%D1%80%D1%82%D0%B0" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"PK")


SWAPPED = {
    f"column{place}": key for place, key in enumerate(["number", "activity", "deadline", "result", "responsible"])
}


def test_columns_get_another_meaning(browser, imported):
    path = f"/roadmaps/imports/{imported.pk}/columns/"
    page = browser.get(path).content.decode()
    assert "Лугова И. П." in page
    assert '<option value="responsible" selected>' in page
    browser.post(path, SWAPPED)
    browser.post(f"/roadmaps/imports/{imported.pk}/accept/")
    row = Roadmap.objects.get().activities.get(number="1.")
    assert (row.responsible_text, row.result) == ("Материалы", "Лугова И. П.")


def test_a_correction_that_would_be_lost_is_shown_first(browser, imported):
    facts = {
        "number": "1.",
        "text": "Семинар",
        "deadline_text": "октябрь",
        "result": "Сборник",
        "responsible_text": "Лугова И. П.",
    }
    browser.post(f"/roadmaps/imports/{imported.pk}/row/?row=0", facts)
    path = f"/roadmaps/imports/{imported.pk}/columns/"
    page = browser.post(path, SWAPPED).content.decode()
    assert "1 исправление пропадёт" in page
    assert "«Сборник»" in page
    imported.refresh_from_db()
    assert imported.reading["sections"][0]["activities"][0]["result"] == "Сборник"
    browser.post(path, SWAPPED | {"may_lose": "1"})
    imported.refresh_from_db()
    row = imported.reading["sections"][0]["activities"][0]
    assert (row["text"], row["result"]) == ("Семинар", "Лугова И. П.")


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"column1": "other"}, "в какой графе стоят мероприятия"),
        ({"column4": "activity"}, "«Мероприятие» выбрано для нескольких граф"),
        ({"column4": "nothing"}, "Выберите значение из списка."),
        ({"column4": ""}, "Выберите, что в этой графе."),
    ],
)
def test_columns_that_make_no_table(browser, imported, facts, text):
    before = imported.reading
    answer = browser.post(f"/roadmaps/imports/{imported.pk}/columns/", SWAPPED | facts)
    assert text in answer.content.decode()
    imported.refresh_from_db()
    assert imported.reading == before
