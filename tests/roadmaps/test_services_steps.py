"""Taking back: every change of a draft, the twenty last, and never over the head of somebody else."""

import pytest

from roadmaps import services
from roadmaps.models import Activity, EditStep, Section
from roadmaps.services.steps import Snapshot
from schools.roles import Role
from tests.roadmaps.factories import ActivityFactory, RoadmapFactory, SectionFactory
from tests.schools.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap():
    """Two sections, three rows and one."""
    roadmap = RoadmapFactory()
    first = SectionFactory(roadmap=roadmap, position=1, title="Первый")
    second = SectionFactory(roadmap=roadmap, position=2, title="Второй")
    for text in "абв":
        ActivityFactory(section=first, text=text)
    ActivityFactory(section=second, text="г")
    return roadmap


@pytest.fixture
def by(roadmap):
    return roadmap.owner


@pytest.fixture
def colleague(roadmap):
    return UserFactory(municipality=roadmap.municipality, role=Role.SPECIALIST)


def row(text):
    return Activity.objects.get(text=text)


def section(title):
    return Section.objects.get(title=title)


def table(roadmap):
    return [
        (one.title, list(one.activities.in_order().values_list("text", flat=True))) for one in roadmap.sections.all()
    ]


def state(roadmap):
    """All texts and places."""
    snapshot = Snapshot.of(roadmap)
    return snapshot, list(snapshot.sections)


CHANGES = {
    "edit": lambda by: services.edit_activity(row("б"), by=by, version=1, text="ж", responsible_text="Лугова И. П."),
    "add": lambda by: services.add_activity(section=section("Первый"), by=by, after=row("а"), text="ж"),
    "delete": lambda by: services.delete_activity(row("б"), by=by),
    "delete the first": lambda by: services.delete_activity(row("а"), by=by),
    "move": lambda by: services.move_activity(row("б"), by=by, step=-1),
    "move over": lambda by: services.move_activity(row("в"), by=by, step=1),
    "place": lambda by: services.place_activity(row("г"), by=by, section=section("Первый"), after=row("а")),
    "place first": lambda by: services.place_activity(row("в"), by=by, section=section("Первый")),
    "add a section": lambda by: services.add_section(row("а").roadmap, by=by, title="Третий"),
    "rename a section": lambda by: services.edit_section(section("Второй"), by=by, version=1, title="Итоги"),
    "move a section": lambda by: services.move_section(section("Второй"), by=by, step=-1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_each_change_is_taken_back_whole(roadmap, by, change):
    before = state(roadmap)
    change(by)
    assert state(roadmap) != before
    services.undo(roadmap, by=by)
    assert state(roadmap) == before
    assert not EditStep.objects.exists()


def test_all_changes_are_taken_back_one_after_another(roadmap, by):
    before = state(roadmap)
    services.delete_activity(row("б"), by=by)
    services.move_activity(row("в"), by=by, step=1)
    services.edit_activity(row("в"), by=by, version=1, text="вв")
    services.add_activity(section=section("Второй"), by=by, text="ж")
    services.delete_activity(row("вв"), by=by)
    for _ in range(5):
        services.undo(roadmap, by=by)
    assert state(roadmap) == before
    with pytest.raises(services.NotPossible, match="больше нечего"):
        services.undo(roadmap, by=by)


def test_an_emptied_section_comes_back(roadmap, by):
    services.delete_activity(row("г"), by=by)
    services.delete_section(section("Второй"), by=by)
    services.undo(roadmap, by=by)
    services.undo(roadmap, by=by)
    assert table(roadmap) == [("Первый", ["а", "б", "в"]), ("Второй", ["г"])]


def test_a_row_that_comes_back_is_read_again_and_counts_on(roadmap, by):
    old = row("б")
    services.delete_activity(old, by=by)
    services.undo(roadmap, by=by)
    again = Activity.objects.get(pk=old.pk)
    assert (again.due_dates, again.version) == (old.due_dates, old.version + 1)
    assert [party.name for party in again.responsible.all()] == ["Ветрова А.И."]


def test_only_the_last_twenty_of_a_person_are_kept(roadmap, by, colleague):
    services.edit_activity(row("а"), by=colleague, version=1, text="аа")
    for count in range(22):
        services.edit_activity(row("б"), by=by, version=count + 1, number=str(count))
    assert EditStep.objects.filter(by=by).count() == 20
    assert EditStep.objects.filter(by=colleague).count() == 1


def test_a_person_takes_back_only_the_own_steps(roadmap, by, colleague):
    services.edit_activity(row("а"), by=by, version=1, text="аа")
    services.edit_activity(row("б"), by=colleague, version=1, text="бб")
    services.undo(roadmap, by=by)
    assert table(roadmap)[0] == ("Первый", ["а", "бб", "в"])


@pytest.mark.parametrize("change", ["edit", "delete", "move over", "place"])
def test_what_a_colleague_has_changed_since_stays(roadmap, by, colleague, change):
    touched = {"edit": "б", "delete": "б", "move over": "в", "place": "г"}[change]
    services.edit_activity(row(touched), by=by, version=1, number="99")
    CHANGES[change](colleague) if change != "edit" else services.edit_activity(
        row("б"), by=colleague, version=2, text="ж"
    )
    before = state(roadmap)
    with pytest.raises(services.NotPossible, match=f"другой сотрудник: {colleague.short_name}"):
        services.undo(roadmap, by=by)
    assert state(roadmap) == before
    assert not EditStep.objects.filter(by=by).exists()


def test_a_change_that_left_no_step_is_seen_too(roadmap, by):
    services.edit_activity(row("б"), by=by, version=1, text="ж")
    Activity.objects.filter(text="ж").update(text="з")
    with pytest.raises(services.NotPossible, match="изменились"):
        services.undo(roadmap, by=by)


def test_rows_that_a_colleague_put_between_stay_between(roadmap, by, colleague):
    services.delete_activity(row("б"), by=by)
    services.add_activity(section=section("Первый"), by=colleague, after=row("а"), text="ж")
    services.undo(roadmap, by=by)
    assert table(roadmap)[0] == ("Первый", ["а", "б", "ж", "в"])


def test_a_new_section_with_rows_of_a_colleague_stays(roadmap, by, colleague):
    new = services.add_section(roadmap, by=by, title="Третий")
    services.add_activity(section=new, by=colleague, text="ж")
    with pytest.raises(services.NotPossible, match="уже стоят мероприятия"):
        services.undo(roadmap, by=by)
    assert table(roadmap)[2] == ("Третий", ["ж"])


def test_nothing_is_left_to_take_back_after_the_draft_is_handed_over(roadmap, by):
    services.edit_activity(row("а"), by=by, version=1, text="аа")
    services.submit(roadmap, by=by)
    assert not EditStep.objects.exists()
    with pytest.raises(services.NotPossible, match="только черновик"):
        services.undo(roadmap, by=by)


def test_a_save_without_a_change_leaves_no_step(roadmap, by):
    services.edit_activity(row("а"), by=by, version=1, text="а")
    assert not EditStep.objects.exists()


def test_what_a_row_was_copied_from_may_be_gone_meanwhile(roadmap, by):
    other = SectionFactory(title="Исходный", roadmap__municipality=roadmap.municipality)
    source = ActivityFactory(section=other, text="исходная")
    section("Второй").activities.all().delete()
    Section.objects.filter(title="Второй").update(source=other)
    Activity.objects.filter(text="а").update(source=source)
    services.delete_section(section("Второй"), by=by)
    services.delete_activity(row("а"), by=by)
    source.delete()
    other.delete()
    services.undo(roadmap, by=by)
    services.undo(roadmap, by=by)
    assert table(roadmap) == [("Первый", ["а", "б", "в"]), ("Второй", [])]
    assert (section("Второй").source, row("а").source) == (None, None)


def test_what_was_said_of_a_row_comes_back_with_it(roadmap, by):
    services.submit(roadmap, by=by)
    services.return_to_draft(roadmap, by=by, comment="Исправьте", of_rows={row("а").pk: "Кто?", row("б").pk: "Когда?"})
    services.delete_activity(row("а"), by=by)
    assert [said.text for said in roadmap.row_remarks.open()] == ["Когда?"]
    services.undo(roadmap, by=by)
    assert [(said.activity.text, said.text) for said in roadmap.row_remarks.open()] == [("а", "Кто?"), ("б", "Когда?")]
