"""The order that changes a roadmap: its words, its way, what signing does."""

from datetime import date

import pytest

from reports import amendments, services
from reports.models import Order
from roadmaps import services as plans
from roadmaps.cells import TEXTS
from roadmaps.changes import Changes, HeadChange, Kind, RowChange, SectionChange
from roadmaps.models import Roadmap
from tests.reports.factories import head_of
from tests.roadmaps.factories import ActivityFactory, RoadmapFactory, SectionFactory

DAY = date(2026, 11, 20)


def texts(**cells):
    return dict.fromkeys(TEXTS, "") | {"number": "3.", "text": "Семинар"} | cells


def changed(*names, old=None, **new):
    return RowChange(Kind.CHANGED, 1, 2, "Кадры", old or texts(), texts(**new), names)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (RowChange(Kind.REMOVED, old=texts(number="7.")), "пункт 7 исключить."),
        (RowChange(Kind.REMOVED, old=texts(number="")), "мероприятие «Семинар» исключить."),
        (
            RowChange(Kind.NEW, new=texts(number="12.", deadline_text="май 2027 г."), section="Кадры"),
            "раздел «Кадры» дополнить пунктом 12 следующего содержания: «12. Семинар; срок: май 2027 г.».",
        ),
        (RowChange(Kind.NEW, new=texts(number="")), "дополнить пунктом следующего содержания: «Семинар»."),
        (
            changed("deadline_text", deadline_text="ноябрь\n2026"),
            "пункт 3: графу «Срок» изложить в следующей редакции: «ноябрь 2026».",
        ),
        (
            changed("responsible_text", responsible_text="Лунёва А.И."),
            "пункт 3: графу «Ответственные» изложить в следующей редакции: «Лунёва А.И.».",
        ),
        (changed("result"), "пункт 3: графу «Результат» оставить незаполненной."),
        (changed("number", number="4)"), "пункт 3 считать пунктом 4."),
        (
            changed("text", "result", text="Вебинар.", result="Справка"),
            "пункт 3 изложить в следующей редакции: «3. Вебинар; результат: Справка».",
        ),
        (
            changed("number", "text", "result", number="4.", text="Вебинар", result="Справка"),
            "пункт 3 изложить в следующей редакции: «4. Вебинар; результат: Справка».",
        ),
    ],
)
def test_a_change_in_the_words_of_an_order(change, said):
    assert amendments.in_words(Changes(rows=(change,))) == [said]


def test_rows_sections_and_texts_of_the_head_in_one_order():
    changes = Changes(
        (HeadChange("goal", ["Было"], ["Стало"]), HeadChange("tasks", ["Было"], [])),
        (SectionChange(Kind.REMOVED, old="Семьи"), SectionChange(Kind.NEW, new="Родители")),
        (RowChange(Kind.REMOVED, old=texts(), section="Семьи"),),
    )
    assert amendments.in_words(changes, repeated={"3"}) == [
        "цель изложить в следующей редакции: «Стало»;",
        "задачи: исключить;",
        "дополнить разделом «Родители»;",
        "пункт 3 раздела «Семьи» исключить;",
        "раздел «Семьи» исключить.",
    ]


@pytest.fixture
def draft(db, time_machine):
    """Of a plan of two rows: the second is struck out, the first is later."""
    time_machine.move_to("2026-11-19T09:00:00+03:00", tick=False)
    plan = RoadmapFactory(title="Дорожная карта поддержки школ")
    head_of(plan.municipality)
    section = SectionFactory(roadmap=plan)
    ActivityFactory(section=section, number="1.", text="Семинар")
    ActivityFactory(section=section, number="2.", text="Обзор")
    plans.submit(plan, by=plan.owner)
    plans.approve(plan, by=plan.owner, order_number="17-о", on=date(2026, 9, 10))
    draft = plans.begin_amendment(plan, by=plan.owner)
    first, second = draft.activities.in_order()
    plans.edit_activity(first, by=plan.owner, version=1, deadline_text="декабрь 2026")
    plans.delete_activity(second, by=plan.owner)
    return draft


def test_the_order_is_drafted_from_the_changes(draft):
    order = services.draft_for_roadmap(draft, by=draft.owner)
    assert (order.kind, order.heading) == (
        "amend_roadmap",
        "О внесении изменений в дорожную карту поддержки школ",
    )
    assert order.clauses[:3] == [
        "Внести в дорожную карту поддержки школ (приказ от 10.09.2026 № 17-о) следующие изменения:",
        "\tпункт 1: графу «Срок» изложить в следующей редакции: «декабрь 2026»;",
        "\tпункт 2 исключить.",
    ]
    assert services.draft_for_roadmap(draft, by=draft.owner) == order


def test_a_draft_of_the_order_follows_the_changes_until_somebody_edits_it(draft):
    order = services.draft_for_roadmap(draft, by=draft.owner)
    row = draft.activities.get()
    plans.edit_activity(row, by=draft.owner, version=row.version, result="Справка")
    again = services.draft_for_roadmap(draft, by=draft.owner)
    assert again.pk == order.pk
    assert "изложить в следующей редакции: «1. Семинар;" in again.clauses[1]
    services.update(again, by=draft.owner, version=1, clauses=["Своё."])
    assert services.draft_for_roadmap(draft, by=draft.owner).clauses == ["Своё."]
    assert any("расходятся" in text for text in services.warnings(Order.objects.get(), on=DAY))


def test_an_order_that_says_all_is_not_doubted(draft):
    plans.submit(draft, by=draft.owner)
    order = services.draft_for_roadmap(draft, by=draft.owner)
    assert not any("расходятся" in text or "ни одного" in text for text in services.warnings(order, on=DAY))


def test_signing_changes_the_roadmap(draft):
    plan, boss = draft.amends, head_of(draft.municipality)
    plans.submit(draft, by=draft.owner)
    order = services.submit(services.draft_for_roadmap(draft, by=draft.owner), by=draft.owner)
    services.sign(order, by=boss, on=DAY)
    order.refresh_from_db()
    plan.refresh_from_db()
    assert (order.status, order.roadmap, plan.edition) == ("signed", plan, 2)
    assert [row.deadline_text for row in plan.activities.in_order()] == ["декабрь 2026"]
    assert order.content["clauses"][2]["text"] == "пункт 2 исключить."
    assert not Roadmap.objects.filter(pk=draft.pk).exists()
    assert plans.begin_amendment(plan, by=plan.owner).amends == plan


def test_nothing_is_signed_when_the_draft_came_back_meanwhile(draft):
    plans.submit(draft, by=draft.owner)
    order = services.submit(services.draft_for_roadmap(draft, by=draft.owner), by=draft.owner)
    plans.withdraw(draft, by=draft.owner)
    with pytest.raises(plans.NotPossible):
        services.sign(order, by=head_of(draft.municipality), on=DAY)
    order.refresh_from_db()
    assert (order.status, order.roadmap) == ("submitted", draft)


def test_what_was_changed_after_the_order_was_submitted_is_not_signed_with_it(draft, time_machine):
    plans.submit(draft, by=draft.owner)
    order = services.submit(services.draft_for_roadmap(draft, by=draft.owner), by=draft.owner)
    plans.withdraw(draft, by=draft.owner)
    row = draft.activities.get()
    plans.edit_activity(row, by=draft.owner, version=row.version, text="Тихо изменено")
    time_machine.move_to("2026-11-19T10:00:00+03:00", tick=False)
    plans.submit(draft, by=draft.owner)
    with pytest.raises(plans.NotPossible, match="Верните приказ на доработку"):
        services.sign(order, by=head_of(draft.municipality), on=DAY)
    services.return_to_draft(order, by=head_of(draft.municipality), comment="Изменения другие")
    again = services.submit(services.draft_for_roadmap(draft, by=draft.owner), by=draft.owner)
    services.sign(again, by=head_of(draft.municipality), on=DAY)
    again.refresh_from_db()
    assert "Тихо изменено" in again.content["clauses"][1]["text"]


def test_a_draft_with_an_order_is_not_deleted(draft):
    services.draft_for_roadmap(draft, by=draft.owner)
    with pytest.raises(plans.NotPossible, match="приказ"):
        plans.delete(draft, by=draft.owner)


def test_the_next_order_names_the_edition_before_it(draft):
    plan, boss = draft.amends, head_of(draft.municipality)
    plans.submit(draft, by=draft.owner)
    first = services.sign(
        services.submit(services.draft_for_roadmap(draft, by=draft.owner), by=draft.owner), by=boss, on=DAY
    )
    again = plans.begin_amendment(plan, by=plan.owner)
    plans.edit_activity(again.activities.get(), by=plan.owner, version=1, deadline_text="май 2027")
    order = services.draft_for_roadmap(again, by=plan.owner)
    named = f"(приказ от 10.09.2026 № 17-о, в редакции приказа от 20.11.2026 № {first.number})"
    assert order.clauses[0] == f"Внести в дорожную карту поддержки школ {named} следующие изменения:"
