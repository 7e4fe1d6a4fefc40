"""What happened to a school: renamed, closed, joined to another, opened again; nothing of its past is lost."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.utils import ProgrammingError
from django.urls import reverse

from curators.models import Agreement, Assignment
from schools import history, services
from schools.models import ExamResult, School, SchoolEvent
from schools.roles import Role
from tests.schools.factories import MunicipalityFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)


@pytest.fixture
def specialist(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def school(specialist):
    return SchoolFactory(municipality=specialist.municipality, short_name="Школа у моста")


@pytest.fixture
def neighbour(specialist):
    return SchoolFactory(municipality=specialist.municipality, short_name="Лицей у реки")


def told(school) -> list[tuple]:
    return [(line.text, line.details) for line in history.lines(school.events.order_by("pk"))]


def card(client, school) -> str:
    return client.get(reverse("schools:show", args=[school.pk])).content.decode()


def merge(school, into, by, **facts):
    facts = {"closed_on": TODAY, "ground": "Постановление № 5"} | facts
    return services.merge_school(school, by=by, into=into, **facts)


def test_every_change_of_a_school_is_told(school, specialist):
    facts = {"short_name": "Мостовая школа", "is_base": True, "address": "ул. Речная, 1", "kind": "basic"}
    services.save_school(school, by=specialist, ground="Приказ № 3", **facts)
    assert told(school) == [
        ("Переименована", ("прежнее название: Школа у моста", f"прежнее название: {school.name}", "Приказ № 3")),
        ("Стала базовой школой", ("Приказ № 3",)),
        ("Изменены сведения", ("вид: СОШ → ООШ", "адрес: нет → ул. Речная, 1", "Приказ № 3")),
    ]
    assert {event.made_by for event in school.events.all()} == {specialist}


def test_saving_without_a_change_tells_nothing(school, specialist):
    services.save_school(school, by=specialist, short_name=school.short_name)
    assert not school.events.exists()


def test_a_school_closed_meanwhile_stays_closed(school, specialist):
    stale = School.objects.get(pk=school.pk)
    services.close_school(school, by=specialist, closed_on=date(2026, 8, 31), reason="Нет учеников")
    services.save_school(stale, by=specialist, address="ул. Новая")
    school.refresh_from_db()
    assert (school.closed_on, school.address) == (date(2026, 8, 31), "ул. Новая")


def test_history_is_never_changed(school, specialist):
    services.save_school(school, by=specialist, code="12")
    with pytest.raises(ProgrammingError):
        SchoolEvent.objects.update(ground="иначе")


def test_a_renamed_school_is_found_by_its_former_name(client, school, neighbour, specialist):
    services.save_school(school, by=specialist, short_name="Прибрежная", name="Прибрежная школа")
    services.save_school(school, by=specialist, short_name="Береговая", name="Береговая школа")
    for name in ("у моста", "прибреж", "береговая"):
        rows = client.get("/schools/", {"name": name}).context["table"].rows
        assert [row.record["short_name"] for row in rows] == ["Береговая"]


def test_a_closed_school_is_out_of_choices_and_keeps_its_page(client, school, neighbour, specialist):
    path = reverse("monitoring:close_school", args=[school.pk])
    sent = {"closed_on": "2026-08-31", "reason": "Не осталось учеников", "ground": "№ 12"}
    assert client.post(path, sent).status_code == 302
    school.refresh_from_db()
    assert (school.closed_on, told(school)[-1]) == (date(2026, 8, 31), ("Закрыта", ("№ 12", "Не осталось учеников")))
    choices = client.get(reverse("curators:add_visit")).context["form"].fields["school"].queryset
    assert list(choices) == [neighbour]
    assert "Не осталось учеников" in card(client, school)
    listed = [row.record["short_name"] for row in client.get("/schools/?state=closed").context["table"].rows]
    assert listed == ["Школа у моста"]


@pytest.mark.parametrize(
    ("day", "sentence"), [("2026-11-22", "ещё не наступила"), ("1999-12-31", "Проверьте год"), ("2026-11-21", None)]
)
def test_the_day_of_closing(client, school, day, sentence):
    response = client.post(
        reverse("monitoring:close_school", args=[school.pk]), {"closed_on": day, "reason": "Решение"}
    )
    assert response.status_code == (200 if sentence else 302)
    assert sentence is None or sentence in response.content.decode()


def test_the_question_names_what_is_open(client, school, neighbour, specialist):
    of_school = {"municipality": school.municipality, "school": school}
    Assignment.objects.create(**of_school, curator=specialist, starts_on=date(2026, 1, 1))
    Assignment.objects.create(**of_school, curator=specialist, starts_on=date(2025, 1, 1), ends_on=date(2025, 5, 1))
    UserFactory(municipality=school.municipality, role=Role.DIRECTOR, school=school)
    Agreement.objects.create(
        municipality=school.municipality, school=neighbour, base_school=school, number="1", signed_on=TODAY, subject="П"
    )
    work = client.get(reverse("monitoring:merge_school", args=[school.pk])).context["work"]
    assert [(one.count, one.nouns.split()[0]) for one in work] == [
        (1, "закрепление"),
        (1, "действующий"),
        (1, "учётная"),
    ]


def test_what_was_joined_stays_with_its_past_and_is_shown_at_the_heir(client, school, neighbour, specialist):
    ExamResult.objects.create(
        municipality=school.municipality, school=school, year=2025, procedure="oge", subject="Физика", grade=9,
        participants_count=10, below_minimum_count=1, mean=4,
    )  # fmt: skip
    path = reverse("monitoring:merge_school", args=[school.pk])
    sent = {"into": neighbour.pk, "closed_on": "2026-09-01", "ground": "Постановление № 5"}
    assert client.post(path, sent).url == reverse("schools:show", args=[neighbour.pk])
    school.refresh_from_db()
    assert (school.closed_on, school.merged_into) == (date(2026, 9, 1), neighbour)
    page = card(client, neighbour)
    assert "Присоединённая школа" in page
    assert "1 результат и 0 паспортов" in page
    assert "Присоединена школа Школа у моста" in page
    assert school.exam_results.count() == 1


def test_the_heirs_director_reads_what_was_joined(client, school, neighbour, specialist):
    director = UserFactory(municipality=school.municipality, role=Role.DIRECTOR, school=neighbour)
    assert school not in School.objects.visible_to(director)
    merge(school, neighbour, specialist)
    assert school in School.objects.visible_to(director)
    client.force_login(director)
    assert client.get(reverse("schools:edit", args=[school.pk])).status_code == 403


@pytest.fixture
def line(school, neighbour, specialist) -> list[School]:
    """The first was joined to the second, the second to the third."""
    third = SchoolFactory(municipality=school.municipality, short_name="Школа на горе")
    merge(school, neighbour, specialist)
    merge(neighbour, third, specialist)
    for row in (school, neighbour, third):
        row.refresh_from_db()
    return [school, neighbour, third]


def seen_by_director_of(school) -> set[School]:
    director = UserFactory(municipality=school.municipality, role=Role.DIRECTOR, school=school)
    return set(School.objects.visible_to(director))


def test_a_line_of_joinings_is_followed_to_its_end(client, line):
    first, second, third = line
    assert first.heir == second.heir == third
    assert third.heir is None
    assert seen_by_director_of(third) == {first, second, third}
    assert seen_by_director_of(second) == {first, second}
    page = card(client, third)
    assert "Присоединённые школы" in page
    assert f"через школу {second}" in page
    assert f'теперь обе — в школе <a href="/schools/{third.pk}/">{third}</a>' in card(client, first)
    assert "теперь обе" not in card(client, second)


def test_a_line_of_joinings_taken_back_in_the_middle_parts_there(client, line, specialist):
    first, second, third = line
    services.reopen_school(second, by=specialist, reason="Приказ отменён")
    assert seen_by_director_of(third) == {third}
    assert seen_by_director_of(second) == {first, second}
    assert School.objects.get(pk=first.pk).heir == second
    services.reopen_school(first, by=specialist, reason="Приказ отменён")
    assert seen_by_director_of(second) == {second}


def test_the_first_of_a_line_is_parted_after_the_second(line, specialist):
    first, second, _ = line
    with pytest.raises(ValidationError, match=f"тоже закрыта: {second}"):
        services.reopen_school(first, by=specialist, reason="Приказ отменён")


def test_a_circle_of_joinings_comes_to_an_end(line):
    first, second, third = line
    School.objects.filter(pk=third.pk).update(merged_into=first, closed_on=TODAY)
    assert seen_by_director_of(second) == {first, second, third}
    assert School.objects.get(pk=first.pk).heir in line


def test_joining_needs_two_open_schools_of_one_municipality(school, neighbour, specialist):
    with pytest.raises(ValidationError):
        merge(school, school, specialist)
    with pytest.raises(ValueError, match="another municipality"):
        merge(school, SchoolFactory(municipality=MunicipalityFactory()), specialist)
    merge(school, neighbour, specialist)
    with pytest.raises(ValidationError, match="уже закрыта"):
        merge(school, neighbour, specialist)
    with pytest.raises(ValidationError, match="сама закрыта"):
        merge(neighbour, school, specialist)


def test_a_foreign_school_is_no_choice(client, school):
    foreign = SchoolFactory()
    sent = {"into": foreign.pk, "closed_on": "2026-09-01", "ground": "№ 5"}
    response = client.post(reverse("monitoring:merge_school", args=[school.pk]), sent)
    assert response.status_code == 200
    assert "into" in response.context["form"].errors


def test_a_joining_is_taken_back(client, school, neighbour, specialist):
    merge(school, neighbour, specialist)
    path = reverse("monitoring:reopen_school", args=[school.pk])
    assert "Отменить присоединение" in card(client, school)
    assert "2026 г. После отмены" in client.get(path).content.decode().replace("\xa0", " ").replace("&nbsp;", " ")
    assert client.post(path, {"reason": "Приказ отменён"}).status_code == 302
    school.refresh_from_db()
    assert (school.closed_on, school.merged_into) == (None, None)
    assert told(school)[-1] == ("Отменено присоединение к школе Лицей у реки", ("Приказ отменён",))
    assert told(neighbour)[-1][0] == "Отменено присоединение школы Школа у моста"


@pytest.mark.parametrize("page", ["close_school", "merge_school"])
def test_a_closed_school_is_not_asked_about_again(client, school, specialist, page):
    services.close_school(school, by=specialist, closed_on=date(2026, 8, 31), reason="Нет учеников")
    answer = client.get(reverse(f"monitoring:{page}", args=[school.pk]), follow=True)
    assert "уже закрыта 31.08.2026" in answer.content.decode()


def test_a_joining_stays_while_something_depends_on_it(client, school, neighbour, specialist):
    school.code = "77"
    school.save()
    merge(school, neighbour, specialist)
    services.close_school(neighbour, by=specialist, closed_on=TODAY, reason="Тоже")
    SchoolFactory(municipality=school.municipality, short_name="Новая", code="77")
    school.refresh_from_db()
    with pytest.raises(ValidationError) as refusal:
        services.reopen_school(school, by=specialist, reason="Зря")
    assert [sentence.split(":")[-1].strip(" .") for sentence in refusal.value.messages] == ["Лицей у реки", "Новая"]
    assert client.get(reverse("monitoring:reopen_school", args=[school.pk])).status_code == 302
