"""The side menu: which lines a role has, and which one is current."""

import pytest

from monitoring.menu import MENU, _current, _sections
from schools.roles import Role


def titles(role: str) -> list[str]:
    return [title for _, lines in _sections(role) for title, _ in lines]


def test_an_administrator_has_people_and_parameters_and_no_work():
    assert titles(Role.ADMIN) == [
        "Начало",
        "Школы",
        "Вопросы паспорта",
        "Анкета самооценки",
        "Сотрудники",
        "Муниципалитет",
    ]


def test_a_director_finds_the_own_school_through_the_work_not_through_the_register():
    assert "Школы" not in titles(Role.DIRECTOR)
    assert {"Дорожные карты", "Контрольные точки", "Отчёты школ"} <= set(titles(Role.DIRECTOR))


def test_every_line_belongs_to_somebody():
    assert all(item.roles for _, items in MENU for item in items)


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "/"),
        ("/roadmaps/17/", "/roadmaps/"),
        ("/roadmaps/checkpoints/3/", "/roadmaps/checkpoints/"),
        ("/curators/visits/add/", "/curators/visits/"),
        ("/help/", ""),
        ("/schools/4/", "/schools/"),
        ("/schools/account/", ""),
        ("/schools/questionnaire/3/", "/schools/assessments/"),
    ],
)
def test_the_line_with_the_longest_matching_address_is_current(path, current):
    assert _current(Role.SPECIALIST, path) == current
