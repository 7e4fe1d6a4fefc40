"""The table of a draft as people work in it: by keys, with the mouse, with the clipboard, two at once."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from roadmaps.models import Activity, Roadmap
from schools.roles import Role
from tests.e2e.steps import overflow, press
from tests.roadmaps.factories import ActivityFactory, PartyFactory, RoadmapFactory, SectionFactory
from tests.schools.factories import PASSWORD, MunicipalityFactory, UserFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TEXT, DEADLINE, WHO, DOCUMENT = 1, 2, 3, 5  # columns
MANY = 200
PATIENCE = 5  # seconds


@pytest.fixture
def people() -> list:
    town = MunicipalityFactory(name="Заречный район")
    return [UserFactory(municipality=town, role=Role.SPECIALIST, password=PASSWORD) for _ in range(2)]


@pytest.fixture
def page(sign_in: Callable[..., Page], people) -> Page:
    return sign_in(people[0].email)


@pytest.fixture
def roadmap(people) -> Roadmap:
    """Rows «а», «б», «в» in the first section, «г» in the second."""
    return draft(people[0], "абв", "г")


def draft(owner, *sections) -> Roadmap:
    roadmap = RoadmapFactory(municipality=owner.municipality, owner=owner)
    for place, texts in enumerate(sections, start=1):
        section = SectionFactory(roadmap=roadmap, position=place, title=f"Этап {place}")
        for number, text in enumerate(texts, start=1):
            ActivityFactory(section=section, position=number, text=text, number=f"{number}.")
    return roadmap


def texts(roadmap: Roadmap) -> list[list[str]]:
    return [list(one.activities.in_order().values_list("text", flat=True)) for one in roadmap.sections.all()]


def go(page: Page, roadmap: Roadmap) -> None:
    page.goto(f"/roadmaps/{roadmap.pk}/")


def line(page: Page, text: str) -> Locator:
    return page.locator("tr[id^=a]").filter(has=page.locator(f"td:nth-child(2):text-is('{text}')"))


def cell(page: Page, text: str, column: int) -> Locator:
    return line(page, text).locator("td").nth(column)


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")


def write(page: Page, text: str) -> None:
    """Open the cell and write in place of what stands there; a Russian letter has no key on the browser's keyboard."""
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


# --- keys ------------------------------------------------------------------------------------------------------------


def test_a_cell_is_edited_by_keys_alone(page: Page, roadmap: Roadmap):
    go(page, roadmap)
    cell(page, "а", TEXT).focus()
    page.keyboard.press("ArrowDown")
    assert focused(page) == "б"
    page.keyboard.type("zz")
    assert focused(page) == "text"
    page.keyboard.press("Enter")
    expect(cell(page, "zz", TEXT)).to_be_focused()
    page.keyboard.press("F2")
    page.keyboard.type(" и ещё")
    page.keyboard.press("Escape")
    expect(cell(page, "zz", TEXT)).to_be_focused()
    assert texts(roadmap) == [["а", "zz", "в"], ["г"]]


def test_tab_goes_on_and_saves(page: Page, roadmap: Roadmap):
    go(page, roadmap)
    cell(page, "а", TEXT).focus()
    page.keyboard.press("Enter")
    for name in ("deadline_text", "responsible_text", "result", "output_documents"):
        page.keyboard.press("Tab")
        assert focused(page) == name
    page.keyboard.press("Control+End")
    page.keyboard.type(", акт")
    page.keyboard.press("Tab")
    assert focused(page) == "number"
    expect(line(page, "а")).to_contain_text("Программа, акт")
    page.keyboard.press("Shift+Tab")  # at once: the row just saved can be opened again as soon as it is there
    assert focused(page) == "output_documents"
    page.keyboard.press("Escape")
    assert Activity.objects.get(text="а", roadmap=roadmap).output_documents == "Программа, акт"


def test_what_a_deadline_means_does_not_call_back_who_has_gone_on(page: Page, roadmap: Roadmap):
    go(page, roadmap)
    cell(page, "а", DEADLINE).focus()
    write(page, "до 31 мая 2027 г.")
    cell(page, "в", TEXT).click()
    page.keyboard.type("zz")
    expect(line(page, "а")).to_contain_text("до 31 мая 2027 г.")
    expect(page.locator("tr.editing")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(line(page, "вzz")).to_be_visible()
    assert {a.deadline_text for a in roadmap.activities.filter(text="а")} == {"до 31 мая 2027 г."}


def test_what_a_deadline_means_is_seen_while_it_is_typed(page: Page, roadmap: Roadmap):
    go(page, roadmap)
    cell(page, "а", DEADLINE).focus()
    write(page, "до июня")
    expect(page.locator("#understood")).to_contain_text("31 мая 2027")
    page.keyboard.press("Enter")
    expect(cell(page, "а", DEADLINE)).to_contain_text("31 мая 2027")


def test_responsible_parties_complete(page: Page, roadmap: Roadmap):
    PartyFactory(
        municipality=roadmap.municipality, name="Методический кабинет", key="методический кабинет", kind="unit"
    )
    go(page, roadmap)
    cell(page, "а", WHO).focus()
    write(page, "Лугова И. П., мето")
    expect(page.get_by_role("option", name="Методический кабинет")).to_be_visible()
    page.keyboard.press("ArrowDown")
    field = page.locator("tr.editing [name=responsible_text]")
    expect(field).to_have_attribute("aria-activedescendant", "party-0")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Лугова И. П., Методический кабинет")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(cell(page, "а", WHO)).to_have_text("Лугова И. П., Методический кабинет")
    row = Activity.objects.get(text="а", roadmap=roadmap)
    assert {party.name for party in row.responsible.all()} == {"Лугова И.П.", "Методический кабинет"}


def test_escape_closes_the_list_and_not_the_row(page: Page, roadmap: Roadmap):
    go(page, roadmap)
    cell(page, "а", WHO).focus()
    write(page, "ветр")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    assert focused(page) == "responsible_text"
    page.keyboard.press("Escape")
    expect(page.locator("tr.editing")).to_have_count(0)


def test_rows_move_by_keys_and_everything_is_taken_back(page: Page, roadmap: Roadmap):
    go(page, roadmap)
    cell(page, "а", TEXT).focus()
    for _ in range(3):
        page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("tbody").nth(1).locator("td:text-is('а')")).to_be_visible()
    expect(cell(page, "а", TEXT)).to_be_focused()
    assert texts(roadmap) == [["б", "в"], ["а", "г"]]
    expect(page.locator("#undo-what")).to_have_text("перестановка строки «а»")
    for count in range(3):
        page.keyboard.press("Control+z")
        expect(page.locator(".note.success")).to_contain_text("Отменено: перестановка строки «а».")
        assert roadmap.edit_steps.count() == 2 - count
    assert texts(roadmap) == [["а", "б", "в"], ["г"]]
    expect(page.locator("#undo")).to_be_hidden()


def test_control_z_in_a_field_is_the_fields_own(page: Page, roadmap: Roadmap):
    go(page, roadmap)
    cell(page, "а", TEXT).focus()
    page.keyboard.type("z")
    page.keyboard.press("Control+z")
    expect(page.locator("tr.editing [name=text]")).to_have_value("а")


# --- the mouse -------------------------------------------------------------------------------------------------------


def test_a_row_is_dragged_by_its_number(page: Page, roadmap: Roadmap):
    go(page, roadmap)
    number = cell(page, "в", 0)
    with page.expect_response(lambda answer: answer.url.endswith("/place/")):
        number.drag_to(line(page, "а"), source_position={"x": 50, "y": 10}, target_position={"x": 300, "y": 4})
    expect(page.locator("tbody").first.locator("tr").nth(1)).to_contain_text("в")
    assert texts(roadmap) == [["в", "а", "б"], ["г"]]


def test_several_rows_at_once(page: Page, roadmap: Roadmap):
    go(page, roadmap)
    boxes = page.locator("[name=rows]")
    expect(page.locator("#batch")).to_be_hidden()
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(page.locator("#batch-count")).to_have_text("Отмечено строк: 3")
    page.get_by_text("Сдвинуть сроки").click()
    press(page, "Сдвинуть")
    expect(page.locator(".note.success")).to_contain_text("Готово: 3 строки изменены.")
    assert [one.deadline_text for one in roadmap.activities.in_order()] == ["ноябрь 2026"] * 3 + ["октябрь 2026"]
    cell(page, "а", TEXT).focus()
    page.keyboard.press("Control+a")
    expect(page.locator("#batch-count")).to_have_text("Отмечено строк: 4")
    page.locator("#batch").get_by_role("button", name="Удалить").click()
    expect(page.locator(".note.success")).to_contain_text("4 строки удалены")
    assert texts(roadmap) == [[], []]
    press(page, "Отменить")
    expect(page.locator("tr[id^=a]")).to_have_count(4)


def test_a_double_click_makes_one_row(page: Page, roadmap: Roadmap):
    go(page, roadmap)
    line(page, "г").hover()
    page.get_by_role("button", name="Добавить ниже").click()
    page.locator("tr#new [name=text]").fill("новая")
    page.locator("tr#new").get_by_role("button", name="Сохранить").dblclick()
    expect(line(page, "новая")).to_have_count(1)
    page.goto(f"/roadmaps/{roadmap.pk}/sections/add/")
    page.get_by_label("Название раздела").fill("Этап 3")
    page.get_by_role("button", name="Сохранить").dblclick()
    expect(page.locator("tr.section")).to_have_count(3)
    assert texts(roadmap) == [["а", "б", "в"], ["г", "новая"], []]


# --- the clipboard ---------------------------------------------------------------------------------------------------

PASTE = """([text, markup]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  if (markup) data.setData("text/html", markup);
  const how = {clipboardData: data, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
}"""


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("5.\tСеминар\tмай 2027\tВетрова А. И.\t\tСправка\n6.\tСовет\tиюнь 2027\t\t\t", ""),
        (
            "Семинар Совет",
            "<table><tr><td>5.<td>Семинар<td>май 2027<td>Ветрова А. И.<td><td>Справка</tr>"
            "<tr><td>6.<td>Совет<td>июнь 2027<td><td><td></tr></table>",
        ),
    ],
    ids=["excel", "word"],
)
@pytest.mark.parametrize("in_field", [False, True], ids=["cell", "field"])
def test_copied_rows_are_pasted(page: Page, roadmap: Roadmap, text: str, markup: str, in_field: bool):
    go(page, roadmap)
    cell(page, "а", TEXT).focus()
    if in_field:
        page.keyboard.press("Enter")
    page.evaluate(PASTE, [text, markup])
    press(page, "Вставить 2 строки")
    expect(page.locator(".note.success")).to_contain_text("2 строки вставлены")
    assert texts(roadmap) == [["а", "Семинар", "Совет", "б", "в"], ["г"]]
    assert Activity.objects.get(roadmap=roadmap, text="Семинар").output_documents == "Справка"


# --- two at once, many rows, a phone, no script ----------------------------------------------------------------------


def test_the_second_of_two_editors_sees_both_texts(page: Page, roadmap: Roadmap, people, sign_in: Callable[..., Page]):
    other = sign_in(people[1].email)
    for window in (page, other):
        go(window, roadmap)
        cell(window, "а", TEXT).click()
    page.locator("tr.editing [name=text]").fill("первый")
    page.keyboard.press("Enter")
    expect(cell(page, "первый", TEXT)).to_be_visible()
    other.locator("tr.editing [name=text]").fill("второй")
    other.keyboard.press("Enter")
    alert = other.locator("tr.editing")
    expect(alert).to_contain_text("Тем временем эту строку изменил другой сотрудник")
    expect(alert).to_contain_text("первый")
    expect(alert).to_contain_text("второй")
    press(other, "Записать мой текст")
    expect(cell(other, "второй", TEXT)).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.locator(".note.error")).to_contain_text(f"другой сотрудник: {people[1].short_name}")
    assert texts(roadmap) == [["второй", "б", "в"], ["г"]]


def test_two_hundred_rows_do_not_wait(page: Page, people, capsys):
    roadmap = draft(people[0], [f"мероприятие {number}" for number in range(MANY)])
    go(page, roadmap)
    cell(page, "мероприятие 100", DOCUMENT).focus()
    took: dict[str, list[float]] = {"arrow": [], "open": [], "tab within": [], "tab to the next row, saving": []}

    def press_and_wait(kind: str, key: str, name: str) -> None:
        started = time.perf_counter()
        page.keyboard.press(key)
        while focused(page) != name:
            assert time.perf_counter() < started + PATIENCE, (kind, focused(page))
        took[kind].append((time.perf_counter() - started) * 1000)

    for _ in range(5):
        before = page.evaluate("document.activeElement.closest('tr').id")
        started = time.perf_counter()
        page.keyboard.press("ArrowDown")
        while page.evaluate("document.activeElement.closest('tr').id") == before:
            assert time.perf_counter() < started + PATIENCE
        took["arrow"].append((time.perf_counter() - started) * 1000)
    press_and_wait("open", "Enter", "output_documents")
    for count in range(5):
        page.keyboard.press("Control+End")
        page.keyboard.type(f" {count}")
        press_and_wait("tab to the next row, saving", "Tab", "number")
        for name in ("text", "deadline_text", "responsible_text", "result", "output_documents"):
            press_and_wait("tab within", "Tab", name)
    page.keyboard.press("Escape")
    expect(page.locator("tr.editing")).to_have_count(0)
    assert roadmap.activities.filter(output_documents__regex=r"Программа \d").count() == 5
    with capsys.disabled():
        for kind, times in took.items():
            print(f"\n{MANY} rows, {kind}: {max(times):.0f} ms at most of {len(times)}", end="")  # noqa: T201


def test_on_a_phone_a_row_says_what_to_press(roadmap: Roadmap, people, sign_in: Callable[..., Page]):
    Activity.objects.filter(roadmap=roadmap).update(number="")
    phone = sign_in(people[0].email, viewport={"width": 390, "height": 800})
    go(phone, roadmap)
    link = line(phone, "а").get_by_role("link", name="Изменить")
    assert link.locator(".change").bounding_box()["width"] > 50
    assert overflow(phone) <= 0
    link.click()
    phone.locator("tr.editing [name=text]").fill("аа")
    press(phone, "Сохранить")
    expect(line(phone, "аа")).to_be_visible()
    assert Activity.objects.filter(roadmap=roadmap, text="аа", number="").exists()
    phone.locator("[name=rows]").first.check()
    assert overflow(phone) <= 0


def test_everything_works_without_a_script(roadmap: Roadmap, people, sign_in: Callable[..., Page]):
    page = sign_in(people[0].email, java_script_enabled=False)
    go(page, roadmap)
    page.locator("[name=rows]").nth(1).check()
    page.get_by_text("Ответственные", exact=True).last.click()
    page.get_by_label("Кто отвечает").fill("кураторы")
    press(page, "Заменить")
    expect(line(page, "б")).to_contain_text("кураторы")
    page.get_by_role("link", name="Вставить строки").click()
    page.get_by_label("Строки", exact=True).fill("Семинар\tмай 2027\nСовет\tиюнь 2027")
    press(page, "Показать, что получится")
    press(page, "Вставить 2 строки")
    expect(line(page, "Совет")).to_be_visible()
    press(page, "Отменить")
    press(page, "Отменить")
    assert texts(roadmap) == [["а", "б", "в"], ["г"]]
    assert not roadmap.edit_steps.exists()
