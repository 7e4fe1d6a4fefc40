"""Pages of the looks. Who may open them is in tests/test_access.py."""

from datetime import date

import pytest

from roadmaps.models import Checkpoint
from tests.roadmaps.factories import (
    ActivityFactory,
    CheckpointFactory,
    ResponsibilityFactory,
    RoadmapFactory,
    SectionFactory,
)
from tests.schools.factories import SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
LOOKS = ("calendar", "timeline", "parties", "schools")
STATEMENTS = 15
BYTES = 400 * 1024


def plan_of(town, rows, schools=(), **facts):
    section = SectionFactory(roadmap=RoadmapFactory(municipality=town, **facts), title="Методическая поддержка")
    activities = ActivityFactory.create_batch(rows, section=section, text="Выездной семинар для учителей " * 4)
    Checkpoint.objects.bulk_create(
        Checkpoint(municipality=town, activity=row, school=school, planned_on=row.due_dates[0], due_on=row.due_dates[0])
        for row in activities
        for school in schools
    )
    return section.roadmap, activities


def many_schools(town, count):
    return [SchoolFactory(municipality=town, short_name=f"МБОУ СОШ № {count * 100 + n}") for n in range(count)]


def read(browser, roadmap, look, query=""):
    answer = browser.get(f"/roadmaps/{roadmap.pk}/{look}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_costs_the_same_for_any_number_of_rows(town, sign_in, look, django_assert_max_num_queries):
    browser, counts = sign_in("specialist"), set()
    for rows in (1, 3, 30):
        roadmap, activities = plan_of(town, rows, many_schools(town, rows), in_force=True)
        for activity in activities:
            ResponsibilityFactory(activity=activity)
        with django_assert_max_num_queries(STATEMENTS) as captured:
            read(browser, roadmap, look, "?month=2026-10&state=overdue")
        counts.add(len(captured))
    assert len(counts) == 1


@pytest.mark.parametrize("look", LOOKS)
def test_forty_schools_by_sixty_activities_stay_small(town, sign_in, look, django_assert_max_num_queries):
    schools = many_schools(town, 40)
    roadmap, _ = plan_of(town, 60, schools, in_force=True)
    browser = sign_in("head")
    with django_assert_max_num_queries(STATEMENTS):
        page = read(browser, roadmap, look, "?month=2026-10")
    assert len(page.encode()) <= BYTES


@pytest.mark.parametrize("look", LOOKS)
def test_a_director_sees_no_other_school(town, school, sign_in, look):
    roadmap, _ = plan_of(town, 1, [school, SchoolFactory(municipality=town, short_name="МБОУ СОШ № 77")], in_force=True)
    told = ("МБОУ СОШ № 77", "2 школы", "просрочено 2", "2 контрольные точки")  # by name, or counted with the own one
    seen = {role: read(sign_in(role), roadmap, look, "?month=2026-10") for role in ("director", "head")}
    assert [words for words in told if words in seen["director"]] == []
    assert [words for words in told if words in seen["head"].partition("</form>")[2].partition("</form>")[2]]


def test_another_school_is_no_choice_for_a_director(town, school, sign_in):
    other = SchoolFactory(municipality=town)
    roadmap, _ = plan_of(town, 1, [school, other], in_force=True)
    for look in LOOKS:
        assert sign_in("director").get(f"/roadmaps/{roadmap.pk}/{look}/?school={other.pk}").status_code == 404
        assert sign_in("head").get(f"/roadmaps/{roadmap.pk}/{look}/?school={other.pk}").status_code == 200


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    "query",
    [
        "section=-1",
        "section=%00",
        "responsible=1e20",
        "responsible=99999999999999999999999",
        "state=exe",
        "since=10000-01-01",
        "until=0000-01-01",
        "school=x",
    ],
)
def test_nonsense_in_a_filter_is_not_found(town, school, sign_in, look, query):
    roadmap, _ = plan_of(town, 1, [school], in_force=True)
    assert sign_in("head").get(f"/roadmaps/{roadmap.pk}/{look}/?{query}").status_code == 404


@pytest.mark.parametrize("month", ["2026-13", "1999-12", "2100-01", "10000-01", "٢٠٢٦-01", "x", "2026-1", "2026-10-01"])
def test_nonsense_instead_of_a_month_is_not_found(town, sign_in, month):
    roadmap, _ = plan_of(town, 1)
    assert sign_in("head").get(f"/roadmaps/{roadmap.pk}/calendar/", {"month": month}).status_code == 404


def test_sections_and_parties_of_another_roadmap_are_no_choice(town, sign_in):
    roadmap, _ = plan_of(town, 1)
    other, (row,) = plan_of(town, 1)
    party = ResponsibilityFactory(activity=row).party
    for query in (f"section={other.sections.get().pk}", f"responsible={party.pk}"):
        assert sign_in("head").get(f"/roadmaps/{roadmap.pk}/timeline/?{query}").status_code == 404


@pytest.mark.parametrize("look", LOOKS)
def test_filters_narrow_the_rows_and_go_on_to_the_other_looks(town, school, sign_in, look):
    roadmap, (kept, _) = plan_of(town, 2, in_force=True)
    kept.text, kept.number = "Остаётся", "71."
    kept.save()
    CheckpointFactory(activity=kept, school=school)
    page = read(sign_in("head"), roadmap, look, f"?school={school.pk}&state=overdue&month=2026-10")
    assert "71. Остаётся" in page
    assert "1 мероприятие" in page
    assert "Выездной семинар" not in page
    assert f"/timeline/?school={school.pk}&amp;state=overdue" in page
    page = read(sign_in("head"), roadmap, look, "?state=done")
    assert "Ничего не нашлось" in page


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("facts", [{}, {"in_force": True}], ids=["draft", "approved"])
def test_section_party_and_period_narrow_the_rows(town, sign_in, look, facts):
    roadmap, (other,) = plan_of(town, 1, **facts)
    kept = ActivityFactory(section=SectionFactory(roadmap=roadmap), text="Остаётся", deadline_text="март 2027")
    if facts:
        CheckpointFactory(activity=other)
        CheckpointFactory(activity=kept, due_on=date(2027, 3, 31))
    party = ResponsibilityFactory(activity=kept).party
    for query in (f"section={kept.section_id}", f"responsible={party.pk}", "since=2027-03-31&until=2027-03-31"):
        page = read(sign_in("head"), roadmap, look, f"?{query}&month=2027-03")
        assert "Остаётся" in page
        assert "1 мероприятие" in page
        assert "Выездной семинар" not in page


@pytest.mark.parametrize("look", LOOKS)
def test_a_draft_shows_its_days_and_says_that_checkpoints_do_not_stand_yet(town, sign_in, look):
    roadmap, (row,) = plan_of(town, 1)
    page = read(sign_in("specialist"), roadmap, look, "?month=2026-10")
    assert "Контрольных точек ещё нет" in page
    assert f"#a{row.pk}" in page
    assert "просрочено" not in page


@pytest.mark.parametrize("look", LOOKS)
def test_an_empty_roadmap_leads_to_the_table(town, sign_in, look):
    assert "В карте нет мероприятий" in read(sign_in("head"), RoadmapFactory(municipality=town), look)


def test_each_look_leads_to_the_others(town, sign_in):
    roadmap, _ = plan_of(town, 1)
    for look in ("", "calendar/", "timeline/", "parties/", "schools/"):
        page = sign_in("head").get(f"/roadmaps/{roadmap.pk}/{look}").content.decode()
        assert all(f'href="/roadmaps/{roadmap.pk}/{other}/"' in page for other in LOOKS)
        assert f'href="/roadmaps/{roadmap.pk}/{look}" aria-current="page"' in page


def test_a_look_names_the_state_as_the_table_does(town, sign_in):
    roadmap, _ = plan_of(town, 1, amends=RoadmapFactory(municipality=town, in_force=True))
    assert "Проект изменений" in read(sign_in("specialist"), roadmap, "timeline")
