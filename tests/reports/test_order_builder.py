"""What an order contains."""

import json
from datetime import date

import pytest

from curators.models import Assignment
from reports.builders.appendix import Part, build_appendix
from reports.builders.order import OrderContent, build, number_clauses
from reports.builders.tables import shares
from reports.models import Order
from schools.roles import Role
from tests.reports.factories import ActivityFactory, OrderFactory, RoadmapFactory, SectionFactory, head_of
from tests.schools.factories import SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 25)


def approving(roadmap, **facts):
    return OrderFactory(municipality=roadmap.municipality, roadmap=roadmap, kind=Order.Kind.APPROVE_ROADMAP, **facts)


def test_clauses_are_numbered_with_their_sub_clauses():
    numbered = number_clauses(["Один", "Два", "\tраз", "\tдва", "Три", "\tраз"])
    assert [clause.number for clause in numbered] == ["1.", "2.", "2.1.", "2.2.", "3.", "3.1."]
    assert [clause.is_sub for clause in numbered] == [False, False, True, True, False, True]


def test_a_sub_clause_without_a_clause_becomes_one():
    assert number_clauses(["\tодин"])[0].number == "1."


def test_a_draft_has_the_heads_name_and_no_number():
    order = OrderFactory()
    head_of(order.municipality)
    content = build(order, as_of=DAY)
    assert (content.signer_name, content.number, content.date) == ("М.А.\u00a0Северова", "", "")
    assert content.closing.text == "Контроль за исполнением настоящего приказа оставляю за собой."
    assert content.executor_phone == "8 (49600) 2-10-14"


def test_the_content_survives_json():
    activity = ActivityFactory(text="Семинар «Шаг»\nдля завучей")
    content = build(approving(activity.roadmap), as_of=DAY)
    assert OrderContent.from_dict(json.loads(json.dumps(content.as_dict()))) == content


def test_the_appendix_keeps_sections_order_and_wording():
    roadmap = RoadmapFactory(
        title="Комплекс мер", indicators=[{"text": "Доля школ;", "target": "100 %"}, {"text": "Мера"}]
    )
    second = SectionFactory(roadmap=roadmap, title="Второй", position=2)
    first = SectionFactory(roadmap=roadmap, title="Первый", position=1)
    ActivityFactory(section=second, number="7.", position=1)
    ActivityFactory(section=first, number="2.", position=2)
    ActivityFactory(section=first, number="1.", position=1, output_documents="")
    appendix = build_appendix(roadmap, by="Управления", date="25.09.2026", number="7-о")
    assert [row.cells[0] for row in appendix.rows] == ["Первый", "1.", "2.", "Второй", "7."]
    assert appendix.approval == "УТВЕРЖДЁН"
    assert Part("Показатели", ("Доля школ – 100 %", "Мера")) in appendix.parts
    assert "Выходной документ" not in [column.title for column in appendix.columns]
    assert sum(column.width_percent for column in appendix.columns) == 100


def test_the_analysis_of_a_school_is_printed_before_the_goal():
    roadmap = RoadmapFactory(strengths=["Опыт", "Корпус"], risks=["Отток"], goal="Помочь")
    parts = build_appendix(roadmap, by="", date="", number="").parts
    assert [(part.heading, part.items) for part in parts][1:3] == [
        ("Сильные стороны", ("Опыт", "Корпус")),
        ("Риски", ("Отток",)),
    ]


def test_only_a_row_taller_than_half_a_page_may_break():
    activity = ActivityFactory(result="длинный итог " * 60)
    ActivityFactory(section=activity.section)
    rows = build_appendix(activity.roadmap, by="", date="", number="").rows
    assert [row.is_tall for row in rows if not row.is_section] == [True, False]


def test_it_goes_round_to_directors_and_curators_of_supported_schools():
    roadmap = RoadmapFactory()
    here = {"municipality": roadmap.municipality}
    school, other = SchoolFactory(**here), SchoolFactory(**here)
    SupportStatusFactory(school=school, year=2026)
    UserFactory(**here, role=Role.DIRECTOR, school=school, last_name="Астахова")
    UserFactory(**here, role=Role.DIRECTOR, school=other)
    UserFactory(**here, role=Role.DIRECTOR, school=school, is_active=False)
    curator = UserFactory(**here, role=Role.CURATOR, last_name="Лебедева")
    Assignment.objects.create(**here, school=school, curator=curator, starts_on=date(2026, 9, 1))
    past = UserFactory(**here, role=Role.CURATOR)
    Assignment.objects.create(
        **here, school=school, curator=past, starts_on=date(2025, 9, 1), ends_on=date(2026, 8, 31)
    )
    names = [reader.name for reader in build(approving(roadmap), as_of=DAY).readers]
    assert names == ["Астахова\u00a0А.И.", "Лебедева\u00a0А.И."]


def test_an_order_about_a_school_goes_to_that_school_alone():
    school = SchoolFactory()
    here = {"municipality": school.municipality}
    director = UserFactory(**here, role=Role.DIRECTOR, school=school)
    supported = SupportStatusFactory(school=SchoolFactory(**here))
    UserFactory(**here, role=Role.DIRECTOR, school=supported.school)
    content = build(approving(RoadmapFactory(**here, school=school)), as_of=DAY)
    assert [reader.name for reader in content.readers] == [f"{director.last_name}\u00a0А.И."]


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_number_of_statements_does_not_depend_on_the_rows(rows, django_assert_num_queries):
    section = SectionFactory()
    ActivityFactory.create_batch(rows, section=section)
    order = Order.objects.select_related("municipality", "executor", "roadmap__school").get(
        pk=approving(section.roadmap).pk
    )
    with django_assert_num_queries(5):
        build(order, as_of=DAY)


def test_a_reader_is_named_with_the_school():
    school = SupportStatusFactory(school__short_name="МБОУ СОШ № 5", year=2026).school
    here = {"municipality": school.municipality, "role": Role.DIRECTOR, "school": school}
    for name, position in (("Ежова", "Директор"), ("Жилин", "Директор МБОУ СОШ № 5"), ("Зимина", "ИО директора")):
        UserFactory(**here, last_name=name, position=position)
    readers = build(OrderFactory(municipality=school.municipality), as_of=DAY).readers
    assert [reader.position for reader in readers] == [
        "директор МБОУ СОШ № 5",
        "директор МБОУ СОШ № 5",
        "ИО директора МБОУ СОШ № 5",
    ]


def test_widths_make_up_a_hundred():
    assert shares([5, 30, 14, 18, 20, 17]) == [5, 29, 13, 17, 20, 16]
    assert sum(shares([46, 10, 9, 9, 9, 11, 12, 18, 12])) == 100
