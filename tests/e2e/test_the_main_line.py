"""The main job from the document in Word to the half-year report, by five people in their browsers."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from config.models import Letter
from monitoring.emails import REMINDER
from reports.models import Order, SemesterReport
from tests.e2e import house, town
from tests.e2e.steps import agree, choose, download, overflow, press, ring, row_of, unfold, upload
from tests.schools.factories import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

DIAGNOSTICS = "Провести входные диагностики"
NEW_ROW = "Назначить ответственных в школах"
PROOF = "Протокол № 5-1.docx"
REAL = sorted(house.CHECKOUT.parent.glob("shared/inputs/klin-2020.docx"))
PHONE = {"width": 390, "height": 844}
PATIENCE = 60_000  # milliseconds, for what a worker makes


@pytest.fixture
def place(folder: Path, base_url: str) -> Iterator[town.Town]:
    """The town, and a worker at its service."""
    place = town.settle()
    with house.worker(folder, SITE_URL=base_url):
        yield place


def test_the_main_line(place: town.Town, sign_in: Callable[..., Page], folder: Path):
    window = SimpleNamespace(**{name: sign_in(email) for name, email in place.emails.items() if name != "curator"})
    phone = sign_in(place.emails["curator"], viewport=PHONE, has_touch=True, is_mobile=True)

    import_the_document(window.specialist)
    edit_the_draft(window.specialist)
    submit_twice(window.specialist, window.head)
    draft_the_order(window.specialist)
    sign_the_order(window.head)
    open_the_files(window.specialist)
    report_a_checkpoint(window.director, window.stranger, place)
    file_the_report(window.director, place)
    return_the_report(phone, place)
    file_the_report_again(window.director, place)
    accept_the_report(phone, place)
    record_a_visit(phone)
    record_a_consultation(phone)
    remind_in_the_morning(window.stranger, place, folder)
    ask_for_the_half_year(window.specialist)


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.name)
def test_a_real_document_becomes_a_draft(file: Path, sign_in: Callable[..., Page]):
    """Where the collection of real documents is at hand; without it pytest says that there is none."""
    page = sign_in(town.settle().emails["specialist"])
    hand_in(page, file.name, file.read_bytes())
    press(page, "Принять и создать черновик")
    expect(page.locator("tr.section")).to_have_count(2)
    expect(page.locator("tr[id^=a]")).to_have_count(21)
    expect(page.locator("tr[id^=a] .understood").filter(has_text="срок не понят")).to_have_count(0)


def import_the_document(page: Page) -> None:
    """а) Файл Word → проверка рядом с исходным текстом → черновик."""
    hand_in(page, "карта.docx", town.document())
    expect(page.get_by_text(f"2 раздела, {town.ACTIVITIES} мероприятий")).to_be_visible()
    row = page.get_by_role("row").filter(has_text=DIAGNOSTICS)
    expect(row.get_by_role("cell").first).to_contain_text("руководители школ")
    expect(row.get_by_role("cell").last).to_contain_text("→ до 23 ноября 2026")

    press(page, "Принять и создать черновик")
    expect(page.get_by_role("heading", level=1)).to_contain_text(town.TITLE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Черновик")
    expect(page.locator("tr.section")).to_have_count(2)
    expect(page.locator("tr[id^=a]")).to_have_count(town.ACTIVITIES)


def hand_in(page: Page, name: str, content: bytes) -> None:
    choose(page, "Дорожные карты")
    page.get_by_role("link", name="Загрузить из файла").click()
    upload(page, "Перетащите файл сюда", name, content)
    press(page, "Прочитать файл")


def edit_the_draft(page: Page) -> None:
    """б) Правка клетки с клавиатуры, новая строка, удаление и возврат."""
    cell = page.get_by_role("cell", name="до 10 декабря 2026 г.")
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Срок")).to_be_focused()
    page.get_by_label("Срок").fill("декабрь 2026 года")
    expect(page.get_by_role("status").filter(has_text="1–31 декабря 2026")).to_be_visible()
    page.keyboard.press("Enter")
    expect(row_of(page, "Создать рабочую группу")).to_contain_text("декабрь 2026 года")
    expect(page.get_by_label("Срок")).to_have_count(0)

    press(page, "Добавить ниже")
    page.get_by_label("Мероприятие").fill(NEW_ROW)
    page.get_by_label("Срок").fill("до 1 декабря 2026 г.")
    press(page, "Сохранить")
    expect(row_of(page, NEW_ROW)).to_contain_text("не назначен")
    expect(row_of(page, NEW_ROW).locator(":focus")).to_have_count(1)
    expect(page.locator("tr[id^=a]")).to_have_count(town.ACTIVITIES + 1)

    press(page, "Удалить")
    expect(page.locator("tr[id^=a]")).to_have_count(town.ACTIVITIES)
    press(page, "Отменить")
    expect(page.locator("tr[id^=a]")).to_have_count(town.ACTIVITIES + 1)


def submit_twice(specialist: Page, head: Page) -> None:
    """б) На согласование, назад с замечанием, снова на согласование."""
    agree(specialist, "На согласование")
    expect(specialist.get_by_text("Карта отправлена на согласование.")).to_be_visible()
    address = specialist.url

    head.goto(address)
    head.get_by_role("link", name="Вернуть на доработку").click()
    head.get_by_label("Что исправить").fill("Назовите ответственных.")
    press(head, "Вернуть")
    expect(head.get_by_text("Карта возвращена на доработку.")).to_be_visible()

    specialist.reload()
    expect(specialist.get_by_role("listitem").filter(has_text="Назовите ответственных.")).to_be_visible()
    agree(specialist, "На согласование")
    expect(specialist.get_by_role("heading", level=1)).to_contain_text("На согласовании")


def draft_the_order(page: Page) -> None:
    """в) Проект приказа → на подпись."""
    press(page, "Приказ об утверждении")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Проект приказа")
    expect(page.get_by_text("ПРИКАЗЫВАЮ")).to_be_visible()
    press(page, "Отправить на подпись")
    expect(page.get_by_text("Приказ отправлен на подпись.")).to_be_visible()


def sign_the_order(page: Page) -> None:
    """в) Подпись: пароль ещё раз, неверный не подходит."""
    choose(page, "Приказы")
    page.get_by_role("link", name="Об утверждении дорожной карты").click()
    page.get_by_role("link", name="Подписать").click()
    page.get_by_label("Ваш пароль").fill("не тот пароль")
    press(page, "Подписать")
    expect(page.get_by_text("Пароль не подошёл. Приказ не подписан.").last).to_be_visible()
    page.get_by_label("Ваш пароль").fill(PASSWORD)
    press(page, "Подписать")
    expect(page.get_by_text("Приказ подписан")).to_be_visible()
    assert Order.objects.get().number in page.get_by_role("heading", level=1).inner_text()


def open_the_files(page: Page) -> None:
    """в) PDF и DOCX, сделанные в фоне."""
    order = Order.objects.get()
    page.goto(f"/reports/orders/{order.pk}/")
    pdf = PdfReader(BytesIO(download(page, "Скачать PDF", timeout=PATIENCE)[1]))
    texts = [sheet.extract_text() for sheet in pdf.pages]
    assert "ПРИКАЗЫВАЮ" in texts[0]
    assert order.number in texts[0]
    appendix = [
        text for text, sheet in zip(texts, pdf.pages, strict=True) if sheet.mediabox.width > sheet.mediabox.height
    ]
    assert pdf.pages[0].mediabox.width < pdf.pages[0].mediabox.height
    assert len(appendix) > 1
    assert all("Мероприятие" in text for text in appendix)
    assert DIAGNOSTICS in "".join(appendix)

    document = Document(BytesIO(download(page, "Скачать DOCX")[1]))
    assert any("ПРИКАЗЫВАЮ" in paragraph.text for paragraph in document.paragraphs)
    assert len(document.tables[-1].rows) > town.ACTIVITIES


def report_a_checkpoint(page: Page, stranger: Page, place: town.Town) -> None:
    """г) «Руководители школ» – своя контрольная точка у каждой школы; директор отчитывается о своей."""
    proof = town.document()
    point = place.checkpoint(place.school, DIAGNOSTICS)
    assert place.checkpoint(place.other_school, DIAGNOSTICS).pk != point.pk
    page.goto("/")
    page.get_by_role("row").filter(has_text=DIAGNOSTICS).get_by_role("link", name="Отчитаться").click()
    page.get_by_label("Когда выполнено").fill("2026-11-19")
    page.get_by_label("Что сделано").fill("Диагностики проведены в пятых и восьмых классах.")
    upload(page, "Подтверждающие документы", PROOF, proof)
    press(page, "Отметить")
    expect(page.get_by_role("heading", name="Выполнено 19 ноября 2026 г.")).to_be_visible()
    assert download(page, PROOF) == (PROOF, proof)

    file_address = page.get_by_role("link", name=PROOF).get_attribute("href")
    for address in (page.url, file_address):
        assert stranger.goto(address).status == 404
        expect(stranger.get_by_text("Такой страницы нет")).to_be_visible()


def file_the_report(page: Page, place: town.Town) -> None:
    """д) Директор сдаёт отчёт за полугодие."""
    page.goto("/")
    page.get_by_role("link", name="Заполнить отчёт").click()
    page.get_by_label("Что удалось").fill("Диагностики проведены, занятия идут.")
    page.get_by_label("Что сделаем в следующем полугодии").fill("Провести три открытых урока.")
    press(page, "Отправить на проверку")
    expect(page.get_by_text("Отчёт отправлен на проверку.")).to_be_visible()


def return_the_report(page: Page, place: town.Town) -> None:
    """д) Куратор возвращает его с телефона."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=place.school.short_name).first.click()
    page.get_by_label("Что исправить").fill("Сколько учителей обучено?")
    press(page, "Вернуть с замечанием")
    expect(page.get_by_text("Отчёт возвращён школе с замечанием.")).to_be_visible()


def file_the_report_again(page: Page, place: town.Town) -> None:
    page.goto("/")
    page.get_by_role("link", name="Исправить отчёт").click()
    expect(page.get_by_text("Сколько учителей обучено?")).to_be_visible()
    page.get_by_label("Педагогов прошли обучение").fill("4")
    press(page, "Отправить на проверку")
    expect(page.get_by_text("Отчёт отправлен на проверку.")).to_be_visible()


def accept_the_report(page: Page, place: town.Town) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=place.school.short_name).first.click()
    agree(page, "Принять отчёт")
    expect(page.get_by_text("Отчёт принят.")).to_be_visible()
    assert place.report.status == "accepted"


def record_a_visit(page: Page) -> None:
    """д) Посещение с телефона: одна страница без прокрутки вбок."""
    page.goto("/")
    page.get_by_role("link", name="Записать посещение").click()
    assert overflow(page) <= 0
    page.get_by_label("Цель").fill("Посещение уроков и их разбор")
    page.get_by_label("Что увидели").fill("Уроки продуманы, дети заняты делом.")
    press(page, "Сохранить")
    expect(page.get_by_text("Посещение записано.")).to_be_visible()
    assert overflow(page) <= 0


def record_a_consultation(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Записать консультацию").click()
    assert overflow(page) <= 0
    page.get_by_label("Тема").fill("Как оценивать устный ответ")
    page.get_by_label("Форма").select_option(index=1)
    page.get_by_label("Для кого").select_option(index=1)
    page.get_by_label("Участников").fill("6")
    press(page, "Сохранить")
    expect(page.get_by_text("Консультация записана.")).to_be_visible()
    assert overflow(page) <= 0


def remind_in_the_morning(page: Page, place: town.Town, folder: Path) -> None:
    """е) Утренние письма: каждому одно, второй запуск ничего не добавляет."""
    log, letters = folder / "worker.log", folder / "mail"
    ring("morning reminders", log)
    ring("send letters that wait", log)
    sent = sorted(letters.iterdir())
    recipients = list(Letter.objects.filter(kind=REMINDER.kind).values_list("recipient__email", flat=True))
    assert len(recipients) == len(set(recipients))
    assert len(sent) == Letter.objects.count()
    assert place.emails["stranger"] in recipients
    assert place.emails["director"] not in recipients, "what is done is not reminded of"

    ring("morning reminders", log)
    ring("send letters that wait", log)
    assert sorted(letters.iterdir()) == sent

    page.goto("/demo/mail/")
    expect(page.locator("summary")).to_have_count(len(sent))
    letter = page.get_by_role("group").filter(has_text=place.emails["stranger"]).filter(has_text=DIAGNOSTICS)
    unfold(letter)
    letter.get_by_role("link").filter(has_text="/roadmaps/checkpoints/").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(DIAGNOSTICS)


def ask_for_the_half_year(page: Page) -> None:
    """ж) Справка за полугодие: ход работы, потом страница, PDF и XLSX с одними числами."""
    choose(page, "Справки за полугодие")
    press(page, "I полугодие 2026/27")
    page.wait_for_url("**/reports/semester/*/", timeout=PATIENCE)
    figures = page.locator(".figures div").evaluate_all(
        "nodes => nodes.map(node => [...node.children].map(c => c.innerText))"
    )
    shown = {label: value for value, label in figures}
    assert shown["выполнено"] == "1"
    assert shown["посещений школ"] == shown["консультаций"] == "1"
    assert shown["отчётов школ принято"] == "1 из 2"

    text = " ".join(
        " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(download(page, "Скачать PDF")[1])).pages).split()
    )
    summary = load_workbook(BytesIO(download(page, "Скачать XLSX")[1]))["Сводка"]
    rows = {row[0]: row[1] for row in summary.iter_rows(values_only=True) if row[0] in shown}
    assert rows == shown
    assert all(f"{value} {label}" in text for label, value in shown.items())
    assert SemesterReport.objects.get().content["figures"] == [[label, value] for label, value in shown.items()]
