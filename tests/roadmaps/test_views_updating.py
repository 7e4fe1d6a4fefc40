"""A document that comes again goes into its draft row by row."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from roadmaps import services
from roadmaps.models import Activity, Roadmap, RoadmapImport
from roadmaps.services.steps import undo
from tests.roadmaps.factories import ActivityFactory, SectionFactory

pytestmark = pytest.mark.django_db
HEADINGS = ("№", "Мероприятие", "Срок", "Ответственные", "Результат")
ROWS = [
    ("1.", "Семинар для завучей", "октябрь", "Лугова И. П.", "Материалы"),
    ("2.", "Посещение уроков", "май", "руководители школ", "Справка"),
    ("3.", "Итоговый совет", "июнь", "Лугова И. П.", "Протокол"),
]
AGAIN = [
    ROWS[0],
    ("2.", "Посещение открытых уроков", "апрель", "руководители школ", "Справка"),
    ("2.1.", "Конкурс уроков", "май", "Ростова А. А.", "Грамоты"),
]


def document(rows, title="Дорожная карта поддержки школ на 2026-2027 учебный год"):
    word = Document()
    word.add_paragraph(title)
    table = word.add_table(rows=0, cols=len(HEADINGS))
    for cells in (HEADINGS, *rows):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    content = BytesIO()
    word.save(content)
    return SimpleUploadedFile("Карта.docx", content.getvalue())


def hand_in(browser, rows, **facts) -> str:
    """Address of the review page."""
    return browser.post("/roadmaps/import/", {"file": document(rows, **facts)})["Location"]


@pytest.fixture
def browser(sign_in):
    return sign_in("specialist")


@pytest.fixture
def draft(browser):
    browser.post(hand_in(browser, ROWS) + "accept/")
    return Roadmap.objects.get()


def offered(page) -> set[str]:
    return {name for name, _ in page.context["form"].fields["take"].choices}


def texts(draft) -> list[tuple[str, str, str]]:
    return [(row.number, row.text, row.deadline_text) for row in draft.activities.in_order()]


def test_the_second_time_an_update_is_offered(browser, draft):
    review = hand_in(browser, AGAIN)
    assert "Обновить черновик построчно" in browser.get(review).content.decode()
    page = browser.get(review + "update/")
    _, second, third = draft.activities.in_order()
    assert offered(page) == {f"changed-{second.pk}", "new-2", f"gone-{third.pk}"}
    assert page.context["form"].ticked == {f"changed-{second.pk}", "new-2"}
    assert "апрель" in page.content.decode()


def test_chosen_rows_are_taken_and_others_stay(browser, draft):
    review = hand_in(browser, AGAIN)
    page = browser.get(review + "update/")
    seen = page.context["found"].seen
    answer = browser.post(review + "update/", {"seen": seen, "take": sorted(page.context["form"].ticked)})
    assert answer["Location"] == f"/roadmaps/{draft.pk}/"
    assert texts(draft) == [
        ("1.", "Семинар для завучей", "октябрь"),
        ("2.", "Посещение открытых уроков", "апрель"),
        ("2.1.", "Конкурс уроков", "май"),
        ("3.", "Итоговый совет", "июнь"),
    ]
    changed, new = Activity.objects.get(number="2."), Activity.objects.get(number="2.1.")
    assert changed.version == 2
    assert [day.month for day in changed.due_dates] == [4]
    assert new.responsible.get().name == "Ростова А.А."
    assert Roadmap.objects.count() == 1
    assert RoadmapImport.objects.first().roadmap == draft


def test_an_update_is_one_step_that_can_be_undone(browser, people, draft):
    before = texts(draft)
    review = hand_in(browser, AGAIN)
    page = browser.get(review + "update/")
    browser.post(review + "update/", {"seen": page.context["found"].seen, "take": sorted(offered(page))})
    assert len(texts(draft)) == 3
    assert texts(draft) != before
    step = undo(draft, by=people["specialist"])
    assert "обновление по документу" in step.what
    assert texts(draft) == before


def test_what_a_person_has_written_is_not_replaced_unasked(browser, draft):
    second = draft.activities.get(number="2.")
    services.edit_activity(second, by=draft.owner, version=second.version, text="Посещение уроков (моя правка)")
    page = browser.get(hand_in(browser, ROWS) + "update/")
    assert f"changed-{second.pk}" in offered(page)
    assert page.context["form"].ticked == set()
    assert "правили в черновике" in page.content.decode()


def test_a_row_that_is_gone_goes_only_when_ticked(browser, draft):
    review = hand_in(browser, AGAIN)
    page = browser.get(review + "update/")
    gone = next(name for name in offered(page) if name.startswith("gone"))
    browser.post(review + "update/", {"seen": page.context["found"].seen, "take": [gone]})
    assert texts(draft) == [(number, text, day) for number, text, day, *_ in ROWS[:2]]


def test_a_draft_that_changed_meanwhile_is_compared_anew(browser, draft):
    review = hand_in(browser, AGAIN)
    page = browser.get(review + "update/")
    draft.activities.filter(number="1.").update(text="Совещание")
    facts = {"seen": page.context["found"].seen, "take": sorted(page.context["form"].ticked)}
    answer = browser.post(review + "update/", facts)
    assert "тем временем изменился" in answer.content.decode()
    assert texts(draft)[1] == ("2.", "Посещение уроков", "май")
    browser.post(review + "update/", facts | {"seen": answer.context["found"].seen})
    assert ("2.", "Посещение открытых уроков", "апрель") in texts(draft)


@pytest.mark.parametrize(
    ("take", "text"), [([], "Отметьте хотя бы одну строку."), (["gone-0"], "Такой строки в сравнении нет")]
)
def test_a_choice_that_is_none(browser, draft, take, text):
    review = hand_in(browser, AGAIN)
    answer = browser.post(review + "update/", {"take": take})
    assert text in answer.content.decode()
    assert len(texts(draft)) == 3


def test_the_same_document_changes_nothing(browser, draft):
    page = browser.get(hand_in(browser, ROWS) + "update/").content.decode()
    assert "менять нечего" in page


def test_a_renamed_document_is_known_by_its_rows_and_another_one_is_not(browser, draft):
    assert browser.get(hand_in(browser, ROWS, title="План на 2026-2027 годы")).context["drafts"] == [draft]
    other = [("1.", "Закупить оборудование", "май", "отдел", "Акт")]
    review = hand_in(browser, other, title="План закупок на 2026 год")
    assert browser.get(review).context["drafts"] == []
    assert "Похожего черновика нет" in browser.get(review + "update/").content.decode()


def test_a_new_section_comes_with_its_rows(browser, draft):
    rows = [*ROWS, ("Новый раздел", "", "", "", ""), ("4.", "Летняя школа", "июль", "отдел", "Отчёт")]
    word = document(rows)
    review = browser.post("/roadmaps/import/", {"file": word})["Location"]
    page = browser.get(review + "update/")
    browser.post(review + "update/", {"seen": page.context["found"].seen, "take": ["new-3"]})
    assert texts(draft)[-1] == ("4.", "Летняя школа", "июль")
    assert draft.activities.get(number="4.").section.position > draft.activities.get(number="3.").section.position


def test_only_drafts_are_updated(browser, draft):
    review = hand_in(browser, AGAIN)
    Roadmap.objects.update(status=Roadmap.Status.SUBMITTED)
    assert browser.get(review).context["drafts"] == []
    assert browser.get(f"{review}update/?draft={draft.pk}").status_code == 403


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "²", "-1"])
def test_a_draft_that_is_not_there(browser, draft, key):
    assert browser.get(hand_in(browser, AGAIN) + f"update/?draft={key}").status_code == 404


def test_an_accepted_document_updates_nothing_more(browser, draft):
    review = hand_in(browser, AGAIN)
    page = browser.get(review + "update/")
    browser.post(review + "accept/")
    facts = {"seen": page.context["found"].seen, "take": sorted(page.context["form"].ticked)}
    assert "уже принят" in browser.post(f"{review}update/?draft={draft.pk}", facts).content.decode()
    assert len(texts(draft)) == 3


def test_more_rows_need_no_more_statements(browser, django_assert_max_num_queries):
    rows = [(f"{count}.", f"Дело {count}", "май", "школы", "Отчёт") for count in range(1, 60)]
    browser.post(hand_in(browser, rows) + "accept/")
    review = hand_in(browser, [(number, text, "июнь", *rest) for number, text, _, *rest in rows])
    with django_assert_max_num_queries(20):
        page = browser.get(review + "update/")
    assert len(page.context["rows"]) == 59
    facts = {"seen": page.context["found"].seen, "take": sorted(page.context["form"].ticked)}
    with django_assert_max_num_queries(40):
        browser.post(review + "update/", facts)
    assert set(Activity.objects.values_list("deadline_text", flat=True)) == {"июнь"}


def test_a_draft_of_another_municipality_cannot_be_named(browser, draft):
    """Neither to be shown beside the document nor to be changed by it, whatever `?draft=` says."""
    foreign = SectionFactory().roadmap
    row = ActivityFactory(section=foreign.sections.get(), text="Посещение уроков")
    path = f"{hand_in(browser, AGAIN)}update/?draft={foreign.pk}"
    assert browser.get(path).status_code == 404
    assert browser.post(path, {"take": [f"gone-{row.pk}", "new-0"], "seen": "x"}).status_code == 404
    assert [activity.text for activity in foreign.activities.all()] == ["Посещение уроков"]
    assert RoadmapImport.objects.latest("pk").roadmap_id is None


def with_head(goal, tasks, results, targets, period="2026-2027 учебный год"):
    """The same table under other texts."""
    word = Document()
    word.add_paragraph(f"Дорожная карта поддержки школ на {period}")
    for line in ("Цель: " + goal, "Задачи:", *tasks, "Ожидаемые результаты:", *results, "Показатели:", *targets):
        word.add_paragraph(line)
    table = word.add_table(rows=0, cols=len(HEADINGS))
    for cells in (HEADINGS, *ROWS):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    content = BytesIO()
    word.save(content)
    return SimpleUploadedFile("Карта.docx", content.getvalue())


OLD_HEAD = ("поднять результаты", ["1. Обучить учителей"], ["1. Выше средний балл"], ["1. Доля школ с планом – 100 %"])
NEW_HEAD = ("поднять качество", ["1. Обучить завучей"], ["1. Ниже доля двоек"], ["1. Число договоров – не менее 4"])


@pytest.fixture
def drawn_up(browser):
    browser.post(browser.post("/roadmaps/import/", {"file": with_head(*OLD_HEAD)})["Location"] + "accept/")
    return Roadmap.objects.get()


def compared_again(browser, *head, **facts):
    review = browser.post("/roadmaps/import/", {"file": with_head(*head, **facts)})["Location"] + "update/"
    return review, browser.get(review)


def test_the_texts_above_the_table_are_offered_too(browser, drawn_up):
    review, page = compared_again(browser, *NEW_HEAD, period="2027-2028 учебный год")
    names = {"head-goal", "head-tasks", "head-expected_results", "head-indicators", "head-period"}
    assert offered(page) == names == page.context["form"].ticked
    assert "поднять качество" in page.text
    take = sorted(names - {"head-tasks"})
    browser.post(review, {"seen": page.context["found"].seen, "take": take})
    drawn_up.refresh_from_db()
    assert (drawn_up.goal.casefold(), drawn_up.tasks[0][-8:]) == ("поднять качество", "учителей")
    assert drawn_up.indicators[0]["target"] == "не менее 4"
    assert drawn_up.starts_on.year == 2027
    first = drawn_up.activities.in_order().first()
    assert [day.year for day in first.due_dates] == [2027]


def test_the_texts_come_back_by_undo(browser, people, drawn_up):
    before = {name: getattr(drawn_up, name) for name in ("goal", "tasks", "indicators", "starts_on", "ends_on")}
    days = [row.due_dates for row in drawn_up.activities.in_order()]
    review, page = compared_again(browser, *NEW_HEAD, period="2027-2028 учебный год")
    browser.post(review, {"seen": page.context["found"].seen, "take": sorted(offered(page))})
    undo(drawn_up, by=people["specialist"])
    drawn_up.refresh_from_db()
    assert {name: getattr(drawn_up, name) for name in before} == before
    assert [row.due_dates for row in drawn_up.activities.in_order()] == days


def test_texts_written_meanwhile_are_not_undone(browser, people, drawn_up):
    review, page = compared_again(browser, *NEW_HEAD)
    browser.post(review, {"seen": page.context["found"].seen, "take": ["head-goal"]})
    drawn_up.refresh_from_db()
    services.update_texts(drawn_up, by=drawn_up.owner, version=drawn_up.version, goal="Своя цель")
    with pytest.raises(services.NotPossible, match="Тем временем"):
        undo(drawn_up, by=people["specialist"])


def test_texts_that_a_person_has_written_are_not_ticked(browser, drawn_up):
    services.update_texts(drawn_up, by=drawn_up.owner, version=1, goal="Своя цель")
    _, page = compared_again(browser, *OLD_HEAD)
    assert offered(page) == {"head-goal"}
    assert page.context["form"].ticked == set()
    assert "правили в черновике" in page.text


def test_what_the_document_does_not_say_is_not_offered(browser, drawn_up):
    page = browser.get(hand_in(browser, ROWS) + "update/")
    assert "менять нечего" in page.text


def test_an_update_costs_the_same_for_any_number_of_rows(browser, django_assert_max_num_queries):
    counts = set()
    for many, one, other in ((3, "Ростова", "Серова"), (30, "Ростовцева", "Сергеева")):
        rows = [
            (f"{n}.", f"Семинар {many} о теме {'абвгд'[n % 5]}{n}", "октябрь", "Лугова И. П.", "") for n in range(many)
        ]
        title = f"Дорожная карта поддержки школ {many} на 2026-2027 учебный год"
        browser.post(hand_in(browser, rows, title=title) + "accept/")
        changed = [(number, text, "ноябрь", f"{one} А. А.", "Справка") for number, text, *_ in rows]
        new = [
            (f"9{n}.", f"Вебинар {many} для родителей {n} {chr(1072 + n)}", "май", f"{other} А. А.", "")
            for n in range(many)
        ]
        review = hand_in(browser, changed + new, title=title) + "update/"
        page = browser.get(review)
        with django_assert_max_num_queries(50) as captured:
            browser.post(review, {"seen": page.context["found"].seen, "take": sorted(offered(page))})
        counts.add(len(captured))
        assert Activity.objects.filter(deadline_text="май").count() >= many
    assert len(counts) == 1
