"""First step of the demonstration: municipalities, schools, what is known of them, and people with passwords."""

import json
import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models

from reports.demonstration import people, places
from reports.demonstration.knowing import know
from schools.models import Municipality, School, User
from schools.roles import Role
from schools.school_year import SchoolYear
from schools.services import equip

WORDS = (
    "sosna",
    "reka",
    "oblako",
    "veter",
    "klyon",
    "ozero",
    "zima",
    "leto",
    "most",
    "topol",
    "iva",
    "luna",
    "volna",
    "sever",
)


def settle(
    place: places.Place, schools: tuple[places.SchoolFacts, ...], staff: tuple[people.Person, ...], year: SchoolYear
) -> Municipality:
    """A municipality with schools, lists of two years, passports, results, risks and accounts without passwords."""
    municipality = Municipality.objects.create(
        name=place.name,
        department=place.department,
        department_genitive=place.department_genitive,
        region="Заокская область",
        city=place.city,
        order_number_pattern=place.order_number_pattern,
        latitude=place.centre[0],
        longitude=place.centre[1],
    )
    equip(municipality)
    rows = {facts.short_name: _school(municipality, place, facts) for facts in schools}
    for facts in schools:
        know(rows[facts.short_name], facts, year)
    for person in staff:
        _account(municipality, place, person.login, person.role, person.name, person.position, person.phone, None, year)
    for number, facts in enumerate(schools, 1):
        _account(
            municipality,
            place,
            f"school{number}",
            Role.DIRECTOR,
            facts.director,
            "Директор",
            "",
            rows[facts.short_name],
            year,
        )
    return municipality


def _school(municipality: Municipality, place: places.Place, facts: places.SchoolFacts) -> School:
    return School.objects.create(
        municipality=municipality,
        short_name=facts.short_name,
        name=f"{_in_full(facts.short_name)} ({place.name})",
        kind=facts.kind,
        address=facts.address,
        latitude=facts.where[0],
        longitude=facts.where[1],
        is_rural=facts.is_rural,
        is_base=facts.is_base,
    )


def _in_full(short_name: str) -> str:
    for short, full in (
        ("МБОУ", "Муниципальное бюджетное общеобразовательное учреждение"),
        ("МКОУ", "Муниципальное казённое общеобразовательное учреждение"),
        ("МОУ", "Муниципальное общеобразовательное учреждение"),
        ("СОШ", "средняя общеобразовательная школа"),
        ("ООШ", "основная общеобразовательная школа"),
    ):
        short_name = short_name.replace(short, full)
    return short_name


def _account(municipality, place, login, role, name, position, phone, school, year: SchoolYear) -> None:
    last, first, patronymic = name.split()
    user = User(
        email=f"{login}@{place.key}.example",
        municipality=municipality,
        school=school,
        role=role,
        last_name=last,
        first_name=first,
        patronymic=patronymic,
        position=position,
        phone=phone,
        sex=User.Sex.FEMALE if patronymic.endswith("на") else User.Sex.MALE,
        observes_until=year.end + timedelta(days=366) if role == Role.OBSERVER else None,
    )
    user.set_unusable_password()
    user.save()


def accounts_file() -> Path:
    return Path(settings.BASE_DIR) / "var/demo-accounts.json"


def hand_out_passwords() -> None:
    """Draw a password for every account and write them down."""
    file, accounts = accounts_file(), []
    for user in User.objects.select_related("school").order_by("municipality_id", _by_role(), "pk"):
        password = f"{secrets.choice(WORDS)}-{secrets.choice(WORDS)}-{secrets.randbelow(9000) + 1000}"
        user.set_password(password)
        user.save(update_fields=["password"])
        accounts.append(
            {
                "role": user.role,
                "role_name": user.get_role_display(),
                "login": user.email,
                "password": password,
                "municipality": user.municipality.name,
                "school": user.school.short_name if user.school else "",
            }
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(accounts, ensure_ascii=False, indent=1), encoding="utf-8")
    file.chmod(0o600)


def _by_role() -> models.Case:
    return models.Case(
        *(models.When(role=role, then=place) for place, role in enumerate(Role.values)),
        output_field=models.IntegerField(),
    )
