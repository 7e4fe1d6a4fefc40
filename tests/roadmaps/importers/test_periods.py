"""Dates and periods in headers and titles."""

import datetime as dt

import pytest

from roadmaps.importers.periods import read_date, read_period, spoken_span, whole_period


def span(text: str):
    return tuple(map(dt.date.fromisoformat, text.split())) if text else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("на 2026 год", "2026-01-01 2026-12-31"),
        ("в 2026 году", "2026-01-01 2026-12-31"),
        ("на 2026 – 2028 годы", "2026-01-01 2028-12-31"),
        ("2026 г. – 2028 г.г.", "2026-01-01 2028-12-31"),
        ("на 2026-2028 гг.", "2026-01-01 2028-12-31"),
        ("на 2026-2027 учебный год", "2026-09-01 2027-08-31"),
        ("на 2026/27 уч. год", "2026-09-01 2027-08-31"),
        ("с 2026-2027 учебного года по 2027-2028 учебный год", "2026-09-01 2028-08-31"),
        ("август 2026 года - август 2027 года", "2026-08-01 2027-08-31"),
        ("сентябрь – декабрь 2026 г.", "2026-09-01 2026-12-31"),
        ("с мая 2026 по февраль 2028", "2026-05-01 2028-02-29"),
        ("с 01.09.2026 по 31.05.2027", "2026-09-01 2027-05-31"),
        ("1 сентября 2026 г. – 31 мая 2027 г.", "2026-09-01 2027-05-31"),
        ("2028 – 2026 годы", ""),
        ("с 40.09.2026 по 31.05.2027", ""),
        ("МБОУ СОШ № 2026", ""),
        ("по полугодиям", ""),
        ("", ""),
    ],
)
def test_a_period_is_read(text, expected):
    assert read_period(text) == span(expected)


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("2026 г. – 2028 г.г.", True),
        ("Срок реализации: 2026 год", True),
        ("Работа в 2026 году", False),
        ("Кадры", False),
    ],
)
def test_a_row_that_is_nothing_but_a_period(text, is_whole):
    assert bool(whole_period(text)) == is_whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14.09.2026", "2026-09-14"),
        ("«14» 09.2026г.", "2026-09-14"),
        ("9 марта 2026 года", "2026-03-09"),
        ("30.02.2026", ""),
        ("14 сентября", ""),
    ],
)
def test_a_date_is_read(text, expected):
    assert read_date(text) == (dt.date.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("январь 2027 г.", "2027-01-01 2027-01-31"),
        ("Сентябрь 2026 май 2027", "2026-09-01 2027-05-31"),
        ("до 10.06.2026, итоги в июле 2026 года", "2026-06-10 2026-07-31"),
        ("май", ""),
    ],
)
def test_days_named_with_a_year(text, expected):
    assert spoken_span(text) == span(expected)
