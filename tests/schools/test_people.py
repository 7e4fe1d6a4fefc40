"""Accounts of people, one's own account, parameters of the municipality."""

import re
from datetime import date

import pytest
from django.urls import reverse

from config.models import Letter
from schools.models import User
from schools.roles import Role
from tests.schools.factories import MunicipalityFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db
PEOPLE, ADD = "/schools/people/", "/schools/people/add/"
PASSWORD = "мой-первый-пароль-31"


@pytest.fixture
def admin(client):
    user = UserFactory(role=Role.ADMIN)
    client.force_login(user)
    return user


@pytest.fixture
def school(admin):
    return SchoolFactory(municipality=admin.municipality)


def person_form(**facts) -> dict:
    form = {"last_name": "Лунёва", "first_name": "Ирина", "patronymic": "Олеговна", "sex": "female"}
    return form | {"position": "Директор", "email": "Luneva@example.org", "role": Role.SPECIALIST} | facts


def errors(response) -> dict:
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


def test_new_person_gets_a_letter_and_sets_the_password_by_its_link(client, admin, school):
    form = person_form(role=Role.DIRECTOR, school=school.pk)
    assert client.post(ADD, form).url == PEOPLE
    person = User.objects.get(email="luneva@example.org")
    assert (person.municipality, person.school, person.has_usable_password()) == (admin.municipality, school, False)
    letter = Letter.objects.get(recipient=person)
    assert "Директор школы" in letter.body
    client.logout()
    page = client.get(re.search(r"https?://[^/]+(/\S+/key/\S+)", letter.body).group(1), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    response = client.post(reverse("account_login"), {"login": "luneva@example.org", "password": PASSWORD})
    assert response.url == reverse("monitoring:start")


def test_late_comer_asks_for_a_new_link(client, admin):
    client.post(ADD, person_form())
    client.logout()
    client.post(reverse("account_reset_password"), {"email": "luneva@example.org"})
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"role": Role.DIRECTOR}, "school", "У директора"),
        ({"role": Role.CURATOR, "school": "own"}, "school", "только директору"),
        ({"role": Role.OBSERVER}, "observes_until", "до какого дня"),
        ({"role": Role.HEAD, "observes_until": "2027-01-01"}, "observes_until", "только наблюдателю"),
        ({"role": "tsar"}, "role", "вариант"),
        ({"school": "foreign", "role": Role.DIRECTOR}, "school", "Выберите"),
        ({"email": "taken@example.org"}, "email", "уже записана"),
        ({"email": "TAKEN@example.org"}, "email", "уже записана"),
        ({"last_name": ""}, "last_name", "Обязательное"),
        ({"last_name": "Л" * 100_000}, "last_name", "не более 80"),
    ],
)
def test_what_does_not_agree_is_refused_in_russian(client, admin, school, facts, field, words):
    UserFactory(municipality=admin.municipality, email="taken@example.org")
    schools = {"own": school.pk, "foreign": SchoolFactory().pk}
    facts = {name: schools.get(value, value) for name, value in facts.items()}
    response = client.post(ADD, person_form(**facts))
    assert words in " ".join(errors(response)[field])
    assert not User.objects.filter(last_name="Лунёва").exists()
    assert not Letter.objects.exists()


def test_account_is_closed_and_opened(client, admin):
    person = UserFactory(municipality=admin.municipality, email="luneva@example.org")
    path = reverse("schools:edit_person", args=[person.pk])
    for form, is_open in ((person_form(), False), (person_form(is_active="on"), True)):
        assert client.post(path, form).url == PEOPLE
        person.refresh_from_db()
        assert person.is_active == is_open


@pytest.mark.parametrize(
    ("facts", "field"), [({"is_active": ""}, "is_active"), ({"is_active": "on", "role": Role.HEAD}, "role")]
)
def test_nobody_locks_out_oneself(client, admin, facts, field):
    form = person_form(role=Role.ADMIN, email=admin.email) | facts
    response = client.post(reverse("schools:edit_person", args=[admin.pk]), form)
    assert "самому себе" in errors(response)[field][0]
    admin.refresh_from_db()
    assert (admin.is_active, admin.role) == (True, Role.ADMIN)


def test_person_of_another_municipality_is_not_found(client, admin):
    assert client.get(reverse("schools:edit_person", args=[UserFactory().pk])).status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=бел", ["Белова"]),
        ("role=observer", ["Ясный"]),
        ("state=closed", ["Белова"]),
        ("state=open&role=observer", ["Ясный"]),
    ],
)
def test_register_is_narrowed(client, admin, query, names):
    city = {"municipality": admin.municipality}
    UserFactory(**city, last_name="Белова", is_active=False)
    UserFactory(**city, last_name="Ясный", role=Role.OBSERVER, observes_until=date(2099, 1, 1))
    UserFactory(last_name="Белова")
    response = client.get(f"{PEOPLE}?{query}")
    assert [row.record.last_name for row in response.context["table"].rows] == names


def test_register_asks_the_same_for_any_number_of_rows(client, admin, django_assert_max_num_queries):
    asked = set()
    for more in (1, 2, 27):
        for _ in range(more):
            school = SchoolFactory(municipality=admin.municipality)
            UserFactory(municipality=admin.municipality, role=Role.DIRECTOR, school=school)
        with django_assert_max_num_queries(12) as queries:
            assert client.get(PEOPLE).status_code == 200
        asked.add(len(queries))
    assert len(asked) == 1


def test_everybody_changes_the_own_phone_and_nothing_else(client):
    person = UserFactory(role=Role.METHODIST)
    client.force_login(person)
    assert client.post(reverse("schools:account"), {"phone": "2-15-40", "role": "admin", "position": "Царь"}).url
    person.refresh_from_db()
    assert (person.phone, person.role, person.position) == ("2-15-40", Role.METHODIST, "Главный специалист")


def test_parameters_are_of_the_own_municipality(client, admin):
    other = MunicipalityFactory(name="Чужой округ")
    form = {"name": "Новый округ", "department": "Управление", "department_genitive": "Управления", "region": "Область"}
    path = reverse("schools:parameters")
    assert client.post(path, form | {"city": "Город", "order_number_pattern": "№ {n}-п"}).url == path
    admin.municipality.refresh_from_db()
    other.refresh_from_db()
    assert (admin.municipality.name, other.name) == ("Новый округ", "Чужой округ")


def test_number_pattern_must_have_a_place_for_the_number(client, admin):
    response = client.post(reverse("schools:parameters"), {"order_number_pattern": "п"})
    assert "{n}" in errors(response)["order_number_pattern"][0]
