"""A school's roadmap out of the municipal one: which rows, the links, what the municipal page tells."""

from datetime import date
from uuid import uuid4

import pytest

from roadmaps import services
from roadmaps.deriving import Link, Named, concerns, rolled_up, taken_in_words
from roadmaps.models import Checkpoint, Roadmap
from roadmaps.services.parties import link
from tests.roadmaps.factories import ActivityFactory, RoadmapFactory, SectionFactory
from tests.schools.factories import SchoolFactory, SupportStatusFactory


@pytest.mark.parametrize(
    ("party", "it_does"),
    [
        (Named("руководители школ", "supported_schools"), True),
        (Named("все школы", "all_schools"), True),
        (Named("кураторы школ", "curators"), False),
        (Named("МБОУ СОШ № 7"), True),
        (Named("мбоу сош №7"), True),
        (Named("директор МБОУ СОШ № 7"), True),
        (Named("МБОУ СОШ № 76"), False),
        (Named("СОШ № 7"), False),
        (Named("Лунёва А.И.", user_id=5), True),
        (Named("Лунёва А.И.", user_id=6), False),
        (Named("методический кабинет"), False),
    ],
)
def test_what_concerns_a_school(party, it_does):
    assert concerns([party], "МБОУ СОШ № 7", {5}) is it_does


def test_without_a_school_only_groups_of_schools_count():
    assert concerns([Named("руководители школ", "supported_schools")], "", ())
    assert not concerns([Named("МБОУ СОШ № 7")], "", ())


def test_what_the_schools_have_made_of_a_row():
    links = [Link(1, 7, 2, 2), Link(1, 8, 2, 1), Link(1, 9, 0, 0), Link(1, 7, 1, 0), Link(2, 7, 1, 1)]
    assert rolled_up(links) == {1: (3, 0), 2: (1, 1)}


@pytest.mark.parametrize(
    ("included", "done", "asked", "said"),
    [
        (4, 3, 5, "4 из 5 школ включили в свои планы, выполнили 3"),
        (1, 0, 5, "1 из 5 школ включила в свой план, пока не выполнили"),
        (2, 1, 0, "2 школы включили в свои планы, выполнили 1"),
        (3, 1, 2, "3 школы включили в свои планы, выполнили 1"),
        (21, 20, 30, "21 из 30 школ включила в свой план, выполнили 20"),
        (1, 1, 1, "1 из 1 школы включила в свой план, выполнили 1"),
    ],
)
def test_how_it_is_told(included, done, asked, said):
    assert taken_in_words(included, done, asked) == said


@pytest.fixture
def plan(db, town, school, today):
    """Two supported schools; row 1 is theirs, row 2 is a person's, row 3 is of `school` by its name."""
    SupportStatusFactory(school=school, year=2026)
    SupportStatusFactory(school=SchoolFactory(municipality=town, short_name="МБОУ СОШ № 30"), year=2026)
    roadmap = RoadmapFactory(municipality=town)
    section = SectionFactory(roadmap=roadmap, title="Кадры")
    SectionFactory(roadmap=roadmap, title="Пустой")
    texts = ("руководители школ", "Лунёва А. И.", "МБОУ СОШ № 3")
    rows = [ActivityFactory(section=section, number=f"{n}.", responsible_text=t) for n, t in enumerate(texts, start=1)]
    link(rows, municipality_id=town.pk)
    services.submit(roadmap, by=roadmap.owner)
    return services.approve(roadmap, by=roadmap.owner, order_number="17-о", on=date(2026, 9, 10))


def derived(plan, school, number="1."):
    draft = services.derive(plan, by=plan.owner, school=school, rows=plan.activities.filter(number=number))
    services.submit(draft, by=plan.owner)
    return services.approve(draft, by=plan.owner, order_number="20-о", on=date(2026, 10, 1))


def test_a_director_makes_the_schools_own(plan, school, sign_in):
    browser = sign_in("director")
    form = browser.get(f"/roadmaps/{plan.pk}/derive/").context["form"]
    marked = [row.number for row in plan.activities.in_order() if row.pk in form.initial["rows"]]
    assert (marked, "school" in form.fields) == (["1.", "3."], False)
    answer = browser.post(f"/roadmaps/{plan.pk}/derive/", {"rows": form.initial["rows"]})
    draft = Roadmap.objects.latest("pk")
    assert answer.url == f"/roadmaps/{draft.pk}/"
    assert (draft.school, draft.title, draft.status) == (
        school,
        "Дорожная карта МБОУ СОШ № 3 на 2026/27 учебный год",
        "draft",
    )
    assert [row.source.number for row in draft.activities.in_order()] == ["1.", "3."]
    assert [section.title for section in draft.sections.all()] == ["Кадры"]


def test_a_specialist_chooses_the_school(plan, school, sign_in):
    browser = sign_in("specialist")
    rows = [plan.activities.in_order()[0].pk]
    assert browser.post(f"/roadmaps/{plan.pk}/derive/", {"rows": rows}).status_code == 200
    assert browser.post(f"/roadmaps/{plan.pk}/derive/", {"rows": rows, "school": school.pk}).status_code == 302
    assert browser.post(f"/roadmaps/{plan.pk}/derive/", {"school": school.pk}).status_code == 200
    assert Roadmap.objects.filter(school=school).count() == 1


def test_the_municipal_row_tells_how_many_have_taken_it(plan, school, sign_in):
    own = derived(plan, school)
    path, said = f"/roadmaps/{plan.pk}/", "1 из 2 школ включила в свой план"
    assert f"{said}, пока не выполнили" in sign_in("head").get(path).content.decode()
    point = Checkpoint.objects.get(activity__roadmap=own)
    services.complete(point, by=plan.owner, done_on=date(2026, 10, 20), text="Сделано")
    assert f"{said}, выполнили 1" in sign_in("head").get(path).content.decode()
    assert said not in sign_in("director").get(path).content.decode()


def test_a_draft_of_a_school_does_not_count(plan, school, sign_in):
    services.derive(plan, by=plan.owner, school=school, rows=plan.activities.filter(number="1."))
    assert "включила" not in sign_in("head").get(f"/roadmaps/{plan.pk}/").content.decode()


def test_an_amended_school_roadmap_stays_linked(plan, school, sign_in):
    own = derived(plan, school)
    draft = services.begin_amendment(own, by=plan.owner)
    draft.activities.update(text="Иначе")
    services.submit(draft, by=plan.owner)
    services.amend(draft, by=plan.owner, order_number="21-о", on=date(2026, 11, 20))
    assert "1 из 2 школ включила" in sign_in("head").get(f"/roadmaps/{plan.pk}/").content.decode()


@pytest.mark.django_db
def test_only_a_municipal_roadmap_in_force_is_the_ground(school):
    draft = RoadmapFactory(municipality=school.municipality)
    with pytest.raises(services.NotPossible, match="муниципальной"):
        services.derive(draft, by=draft.owner, school=school, rows=[])


def test_the_same_form_with_other_rows_makes_another_draft(plan, school):
    first, second, _ = plan.activities.in_order()
    facts = {"by": plan.owner, "school": school, "form_key": uuid4()}
    one = services.derive(plan, rows=[first], **facts)
    assert services.derive(plan, rows=[first], **facts) == one
    other = services.derive(plan, rows=[first, second], **facts)
    assert [row.source for row in other.activities.in_order()] == [first, second]
    assert services.derive(plan, rows=[second, first], **facts) == other
