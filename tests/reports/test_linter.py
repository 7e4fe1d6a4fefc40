"""The linter warns about each thing it knows, and is silent about a sound order."""

from datetime import date

import pytest

from reports import linter, services
from reports.models import Order
from roadmaps.deadlines import Kind
from roadmaps.models import Roadmap
from tests.reports.factories import ActivityFactory, OrderFactory, RoadmapFactory

pytestmark = pytest.mark.django_db
FRIDAY, SUNDAY = date(2026, 9, 25), date(2026, 9, 27)


def sound_order(**facts):
    activity = ActivityFactory()
    return OrderFactory(municipality=activity.municipality, roadmap=activity.roadmap, **facts)


def said(order, on=FRIDAY, last=None):
    activities = list(order.roadmap.activities.in_order()) if order.roadmap else []
    return "\n".join(linter.warnings(order, activities, on=on, last_signed_on=last))


def test_a_sound_order_gives_no_warning():
    assert said(sound_order()) == ""


@pytest.mark.parametrize(
    ("facts", "warning"),
    [
        ({"heading": "Утвердить карту"}, "начинается с «О»"),
        ({"heading": "Об утверждении карты на 2024 год"}, "2024"),
        ({"clauses": []}, "ни одного пункта"),
        ({"control_clause": " "}, "контролирует"),
    ],
)
def test_texts(facts, warning):
    assert warning in said(sound_order(**facts))


def test_an_executor_without_a_telephone():
    order = sound_order()
    order.executor.phone = ""
    assert "телефон" in said(order)


def test_days():
    order = sound_order()
    assert "нерабочий день" in said(order, on=SUNDAY)
    assert "номера пойдут не по порядку" in said(order, last=date(2026, 9, 28))
    assert said(order, last=FRIDAY) == ""


@pytest.mark.parametrize(
    ("facts", "warning"),
    [
        ({"due_dates": [date(2026, 9, 10)]}, "раньше даты приказа: мероприятие 5"),
        ({"responsible_text": " "}, "ответственные: мероприятие 5"),
        ({"deadline_kind": Kind.NOT_UNDERSTOOD.value}, "срок: мероприятие 5"),
    ],
)
def test_rows(facts, warning):
    activity = ActivityFactory(number="5.", **facts)
    assert warning in said(OrderFactory(roadmap=activity.roadmap))


def test_a_deadline_on_the_day_itself_is_in_time():
    activity = ActivityFactory(due_dates=[date(2026, 9, 1), FRIDAY])
    assert said(OrderFactory(roadmap=activity.roadmap)) == ""


def test_many_rows_are_counted_rather_than_listed():
    activity = ActivityFactory(number="1", responsible_text="")
    for number in range(2, 9):
        ActivityFactory(section=activity.section, number=str(number), responsible_text="")
    assert "мероприятия 1, 2, 3, 4, 5 и ещё 3." in said(OrderFactory(roadmap=activity.roadmap))


def test_repeated_numbers_and_a_row_without_one():
    activity = ActivityFactory(number="3.")
    ActivityFactory(section=activity.section, number="3", responsible_text="")
    ActivityFactory(section=activity.section, number="", text="Съезд", responsible_text="")
    text = said(OrderFactory(roadmap=activity.roadmap))
    assert "Повторяются номера мероприятий: 3." in text
    assert "мероприятия 3, «Съезд…»" in text


def test_the_roadmap_itself():
    empty = RoadmapFactory(status=Roadmap.Status.DRAFT, starts_on=date(2024, 9, 1), ends_on=date(2025, 8, 31))
    text = said(OrderFactory(roadmap=empty, kind=Order.Kind.APPROVE_ROADMAP))
    assert "ещё черновик" in text
    assert "закончился 31.08.2025" in text
    assert "нет ни одного мероприятия" in text


def test_the_service_passes_the_latest_date_of_the_register():
    order = sound_order()
    signed = OrderFactory(municipality=order.municipality)
    signed.status, signed.number, signed.year, signed.sequence = "signed", "9-о", 2026, 9
    signed.signed_on, signed.signed_by = date(2026, 10, 1), signed.executor
    signed.pk = None
    signed.check_key = "00000000-0000-0000-0000-000000000001"
    signed.save(force_insert=True)
    assert any("01.10.2026" in text for text in services.warnings(order, on=FRIDAY))
