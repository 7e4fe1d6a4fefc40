"""Several rows at once: what changes, what is left out and why, and how all of it is taken back."""

from datetime import date
from uuid import uuid4

import pytest

from roadmaps import services
from roadmaps.models import Activity
from roadmaps.services.steps import Snapshot
from tests.roadmaps.factories import ActivityFactory, RoadmapFactory, SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap():
    roadmap = RoadmapFactory()
    first, second = (SectionFactory(roadmap=roadmap, title=title) for title in ("Первый", "Второй"))
    for text, deadline in (("а", "15.09.2026"), ("б", "по графику"), ("в", "октябрь 2026")):
        ActivityFactory(section=first, text=text, deadline_text=deadline)
    ActivityFactory(section=second, text="г", responsible_text="")
    return roadmap


@pytest.fixture
def by(roadmap):
    return roadmap.owner


def row(text):
    return Activity.objects.get(text=text)


def marked(*texts):
    return {row(text).pk: row(text).version for text in texts}


def column(roadmap, name):
    return list(roadmap.activities.in_order().values_list(name, flat=True))


def test_plain_deadlines_are_shifted_and_the_others_told(roadmap, by):
    outcome = services.shift_deadlines(roadmap, by=by, rows=marked("а", "б", "в"), months=1)
    assert column(roadmap, "deadline_text")[:3] == ["15.10.2026", "по графику", "ноябрь 2026"]
    assert row("а").due_dates == [date(2026, 10, 15)]
    assert outcome.changed == 2
    assert [sentence[:16] for sentence in outcome.left_out] == ["«б»: срок «по гр"]
    assert [row(text).version for text in "абв"] == [2, 1, 2]


def test_responsible_parties_are_replaced_and_linked(roadmap, by):
    services.change_responsible(roadmap, by=by, rows=marked("а", "г"), text="Лугова И. П., кураторы", replace=True)
    assert column(roadmap, "responsible_text")[0] == "Лугова И. П., кураторы"
    assert {party.name for party in row("г").responsible.all()} == {"Лугова И.П.", "кураторы"}


def test_responsible_parties_are_added_once(roadmap, by):
    for _ in range(2):
        services.change_responsible(roadmap, by=by, rows=marked("а", "г"), text="Лугова И. П.", replace=False)
    assert row("а").responsible_text == "Ветрова А. И., Лугова И. П."
    assert row("г").responsible_text == "Лугова И. П."


def test_the_output_document_is_set(roadmap, by):
    services.set_output_document(roadmap, by=by, rows=marked("а", "г"), text="Справка")
    assert column(roadmap, "output_documents") == ["Справка", "Программа", "Программа", "Справка"]


def test_rows_go_to_another_section_in_their_order(roadmap, by):
    second = roadmap.sections.last()
    services.move_rows(roadmap, by=by, rows=marked("в", "а"), section=second)
    assert list(second.activities.in_order().values_list("text", flat=True)) == ["г", "а", "в"]


def test_rows_are_deleted(roadmap, by):
    services.delete_rows(roadmap, by=by, rows=marked("а", "б", "г"))
    assert column(roadmap, "text") == ["в"]


def test_rows_are_added_together_after_another(roadmap, by):
    rows = [{"text": "1", "deadline_text": "май 2027"}, {"text": "2", "responsible_text": "Лугова И. П."}]
    key = uuid4()
    facts = {"section": row("а").section, "by": by, "after": row("а"), "form_key": key}
    added = services.add_rows(rows=rows, **facts)
    assert column(roadmap, "text") == ["а", "1", "2", "б", "в", "г"]
    assert row("1").due_dates == [date(2027, 5, 31)]
    assert [party.name for party in row("2").responsible.all()] == ["Лугова И.П."]
    for text in ("2", "1"):  # a row that was written again lies behind the others
        row(text).save()
    assert services.add_rows(rows=rows, **facts) == added
    services.add_rows(rows=[{"text": "3"}], **facts)
    assert column(roadmap, "text") == ["а", "3", "1", "2", "б", "в", "г"]


VERBS = {
    "shift": lambda roadmap, **how: services.shift_deadlines(roadmap, weeks=0, months=-1, **how),
    "responsible": lambda roadmap, **how: services.change_responsible(roadmap, text="Лугова", replace=True, **how),
    "document": lambda roadmap, **how: services.set_output_document(roadmap, text="Акт", **how),
    "move": lambda roadmap, **how: services.move_rows(roadmap, section=roadmap.sections.last(), **how),
    "delete": services.delete_rows,
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_each_is_one_step_to_take_back(roadmap, by, verb):
    before = Snapshot.of(roadmap)
    verb(roadmap, by=by, rows=marked("а", "в", "г"))
    assert Snapshot.of(roadmap) != before
    services.undo(roadmap, by=by)
    assert Snapshot.of(roadmap) == before


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_a_row_that_changed_meanwhile_is_left_alone(roadmap, by, verb):
    rows = marked("а", "в")
    services.edit_activity(row("в"), by=by, version=1, number="99", text="вв")
    outcome = verb(roadmap, by=by, rows=rows | {10**9: 1})
    assert outcome.changed == 1
    assert "«вв»: тем временем изменил другой сотрудник." in outcome.left_out
    assert "1 строку тем временем удалил другой сотрудник." in outcome.left_out
    assert row("вв").deadline_text == "октябрь 2026"


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_rows_of_another_roadmap_are_none(roadmap, by, verb):
    stranger = ActivityFactory()
    with pytest.raises(services.NotPossible, match="больше нет"):
        verb(roadmap, by=by, rows={stranger.pk: 1})
    assert Activity.objects.get(pk=stranger.pk).version == 1


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_only_a_draft_changes(roadmap, by, verb):
    services.submit(roadmap, by=by)
    with pytest.raises(services.NotPossible, match="только черновик"):
        verb(roadmap, by=by, rows=marked("а"))


def test_rows_are_numbered_anew_through_all_sections_and_back_by_undo():
    roadmap = RoadmapFactory()
    for place, numbers in enumerate((["1.", "17", ""], ["1.1.", "5."]), start=1):
        section = SectionFactory(roadmap=roadmap, position=place)
        for number in numbers:
            ActivityFactory(section=section, number=number)
    before = [row.number for row in roadmap.activities.in_order()]
    assert services.renumber(roadmap, by=roadmap.owner).changed == 3
    assert [row.number for row in roadmap.activities.in_order()] == ["1.", "2.", "3.", "4.", "5."]
    assert list(roadmap.activities.filter(version=2).values_list("number", flat=True)) == ["2.", "3.", "4."]
    with pytest.raises(services.NotPossible, match="уже пронумерованы"):
        services.renumber(roadmap, by=roadmap.owner)
    services.undo(roadmap, by=roadmap.owner)
    assert [row.number for row in roadmap.activities.in_order()] == before
