"""Parties of plans and the accounts of the people they are: what is offered, tied, and untied."""

from datetime import date

import pytest

from monitoring.start.duties import duties_of
from roadmaps.accounts import Accounts
from roadmaps.models import Party
from roadmaps.responsible import person_key
from roadmaps.services import NotPossible, tie, untie
from roadmaps.services.parties import link
from schools.roles import Role
from tests.roadmaps.factories import (
    ActivityFactory,
    CheckpointFactory,
    PartyFactory,
    ResponsibilityFactory,
    RoadmapFactory,
    SectionFactory,
)
from tests.schools.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
REGISTER = "/roadmaps/parties/"


def named(town, name, **facts):
    return PartyFactory(municipality=town, name=name, key=person_key(name), **facts)


def account(town, last_name, first_name="Ольга", patronymic="Викторовна", role=Role.METHODIST, **facts):
    names = {"last_name": last_name, "first_name": first_name, "patronymic": patronymic}
    return UserFactory(municipality=town, role=role, **names, **facts)


@pytest.mark.parametrize(
    ("written", "fits"),
    [
        ("Тихонова О. В.", True),
        ("О.В. Тихонова", True),
        ("Тихонова Ольга Викторовна", True),
        ("Тихонова О.", True),
        ("Тихонова О. П.", False),
        ("Тихонова", False),
        ("Тихонов О. В.", False),
    ],
)
def test_an_account_is_offered_where_surname_and_initials_agree(town, written, fits):
    person = account(town, "Тихонова")
    assert Accounts.of(town.pk).like(person_key(written)) == ([person] if fits else [])


@pytest.mark.parametrize(
    "facts", [{"is_active": False}, {"role": Role.ADMIN}, {"role": Role.OBSERVER}], ids=["left", "admin", "observer"]
)
def test_whoever_takes_no_part_in_the_work_is_not_offered(town, facts):
    account(town, "Тихонова", **facts)
    assert Accounts.of(town.pk).like("тихонова ов") == []


def test_namesakes_are_both_offered_and_never_tied_by_themselves(town):
    first, second = account(town, "Тихонова"), account(town, "Тихонова", first_name="Оксана")
    activity = ActivityFactory(section__roadmap__municipality=town, responsible_text="Тихонова О.В.")
    link([activity], municipality_id=town.pk)
    assert Party.objects.get().user is None
    assert Accounts.of(town.pk).like("тихонова ов") == [first, second]


def test_a_tied_persons_checkpoints_are_hers_from_then_on(town, people):
    activity = ActivityFactory(section__roadmap=RoadmapFactory(municipality=town, in_force=True))
    party = named(town, "Тихонова О. В.")
    ResponsibilityFactory(activity=activity, party=party)
    point = CheckpointFactory(activity=activity, due_on=date(2026, 11, 30))
    person = account(town, "Тихонова", role=Role.CURATOR)
    assert duties_of(person, date(2026, 11, 21)) == ()
    tie(party, by=people["specialist"], user=person)
    (duty,) = duties_of(person, date(2026, 11, 21))
    assert (duty.pk, duty.can_report) == (point.pk, True)
    untie(party, by=people["specialist"])
    assert duties_of(person, date(2026, 11, 21)) == ()


def test_a_tie_says_whose_it_is_and_another_has_to_untie_it_first(town, people):
    party = named(town, "Тихонова О. В.")
    first, second = account(town, "Тихонова"), account(town, "Тихонова", first_name="Оксана")
    tie(party, by=people["specialist"], user=first)
    tie(party, by=people["specialist"], user=first)
    with pytest.raises(NotPossible, match="уже связан с учётной записью"):
        tie(party, by=people["specialist"], user=second)
    party.refresh_from_db()
    assert (party.user, party.tied_by) == (first, people["specialist"])
    untie(party, by=people["specialist"])
    tie(party, by=people["specialist"], user=second)
    party.refresh_from_db()
    assert party.user == second


@pytest.mark.parametrize("facts", [{"municipality": None}, {"is_active": False}, {"role": Role.ADMIN}])
def test_a_stranger_a_closed_account_and_an_administrator_are_refused(town, people, facts):
    party = named(town, "Тихонова О. В.")
    own = {} if "municipality" in facts else {"municipality": town, **facts}
    with pytest.raises(NotPossible, match="Связать можно"):
        tie(party, by=people["specialist"], user=UserFactory(**own))


def test_a_group_has_no_account(town, people):
    group = PartyFactory(municipality=town, kind=Party.Kind.GROUP, name="кураторы", group=Party.Group.CURATORS)
    with pytest.raises(NotPossible, match="только человека"):
        tie(group, by=people["specialist"], user=people["methodist"])


def test_the_register_offers_ties_and_unties_by_one_click(town, sign_in):
    browser, party, person = sign_in("specialist"), named(town, "Тихонова О. В."), account(town, "Тихонова")
    assert "Связать" in browser.get(REGISTER).text
    answer = browser.post(f"{REGISTER}{party.pk}/tie/?account=match", {"user": person.pk}, follow=True)
    assert answer.redirect_chain == [(f"{REGISTER}?account=match", 302)]
    assert "Исполнитель «Тихонова О. В.» связан с учётной записью" in answer.text
    assert "Отвязать" in browser.get(REGISTER).text
    browser.post(f"{REGISTER}{party.pk}/untie/")
    party.refresh_from_db()
    assert party.user is None


def test_the_register_ties_nobody_whose_name_is_another(town, sign_in):
    party, other = named(town, "Тихонова О. В."), account(town, "Громова")
    answer = sign_in("specialist").post(f"{REGISTER}{party.pk}/tie/", {"user": other.pk}, follow=True)
    assert "Выберите учётную запись" in answer.text
    party.refresh_from_db()
    assert party.user is None


def test_who_only_reads_the_register_is_offered_nothing(town, sign_in):
    named(town, "Тихонова О. В.")
    account(town, "Тихонова")
    assert "Связать" not in sign_in("head").get(REGISTER).text


@pytest.mark.parametrize(
    ("asked", "found"),
    [("tied", ["Связанова А. Б."]), ("none", ["Никто Н. Н.", "Тихонова О. В."]), ("match", ["Тихонова О. В."])],
)
def test_the_register_is_narrowed_to_parties_without_an_account(town, sign_in, asked, found):
    account(town, "Тихонова")
    named(town, "Тихонова О. В.")
    named(town, "Никто Н. Н.")
    named(town, "Связанова А. Б.", user=account(town, "Связанова"))
    PartyFactory(municipality=town, kind=Party.Kind.UNIT, name="Методический кабинет")
    table = sign_in("specialist").get(f"{REGISTER}?account={asked}").context["table"]
    assert sorted(row.record.name for row in table.rows) == found


def test_the_register_costs_the_same_for_any_number_of_parties(town, sign_in, django_assert_max_num_queries):
    browser, counts = sign_in("specialist"), set()
    for count in (1, 3, 30):
        for number in range(count):
            account(town, f"Тихонова{chr(1072 + number % 30)}{'а' * count}")
            named(town, f"Тихонова{chr(1072 + number % 30)}{'а' * count} О. В.")
        with django_assert_max_num_queries(12) as captured:
            browser.get(REGISTER)
        counts.add(len(captured))
    assert len(counts) == 1


def test_the_look_by_responsible_names_the_account(town, sign_in):
    roadmap = RoadmapFactory(municipality=town, in_force=True)
    section = SectionFactory(roadmap=roadmap)
    person = account(town, "Тихонова", position="Методист кабинета")
    for name, user in (("Тихонова О. В.", person), ("Никто Н. Н.", None)):
        ResponsibilityFactory(activity=ActivityFactory(section=section), party=named(town, name, user=user))
    page = sign_in("specialist").get(f"/roadmaps/{roadmap.pk}/parties/").text
    assert "Методист кабинета" in page
    assert "без учётной записи" in page
    assert "без учётной записи" not in sign_in("director").get(f"/roadmaps/{roadmap.pk}/parties/").text
