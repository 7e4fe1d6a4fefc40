"""The order, the stamp and the title above a roadmap."""

import datetime as dt

import pytest

from roadmaps.importers.header import read_city, read_head
from roadmaps.importers.parts import heading_of
from tests.roadmaps.importers.documents import ORDER, STAMP, TITLE

DAY = dt.date(2026, 9, 14)


@pytest.mark.parametrize(
    ("lines", "number", "date"),
    [
        (["ПРИКАЗ", "14.09.2026", "№ 212-ОД"], "212-ОД", DAY),
        (["ПРИКАЗ", "от 14.09.2026 № 212/1-О"], "212/1-О", DAY),
        (["ПРИКАЗ", "от «14» сентября 2026 года № 43-п."], "43-п", DAY),
        (["« 14 » 09 2026 г.", "№ 7", "ПРИКАЗ"], "7", DAY),
        (["ПОСТАНОВЛЕНИЕ", "«_14_»_09_2026 г. № ОД-01-07/536"], "ОД-01-07/536", DAY),
        (["РАСПОРЯЖЕНИЕ", "14 сентября 2026 №б/н"], "б/н", DAY),
        (["ПРИКАЗ", "от ________ № ______"], "", None),
        (["ПРИКАЗ", "от 31.02.2026 № 5"], "5", None),
        (["ПРИКАЗ", "тел. 2-05-80, ОГРН 1110000000000", "14.09.2026 № 5"], "5", DAY),
    ],
)
def test_number_and_date_of_an_order(lines, number, date):
    order = read_head([*lines, "О плане", "ПРИКАЗЫВАЮ:", "1. Утвердить план."], heading_of).order
    assert (order.number, order.date, order.title) == (number, date, "О плане")


@pytest.mark.parametrize(
    ("lines", "city"),
    [
        (["г. Заречный"], "Заречный"),
        (["г. ЗАРЕЧНЫЙ"], "Заречный"),
        (["с. Верхние Ключи"], "Верхние Ключи"),
        (["пгт Южный"], "Южный"),
        (["город Усть-Лог"], "Усть-Лог"),
        (["123456 г. Далёкий, ул. Мира, д. 13", "г. Близкий"], "Близкий"),
        (["14.09.2026 г.", "№ 5"], ""),
    ],
)
def test_the_place_of_an_order(lines, city):
    assert read_city(lines) == city


@pytest.mark.parametrize(
    ("lines", "signer", "position"),
    [
        (["Начальник отдела", "П.Р.Листьев"], "Листьев П.Р.", "Начальник отдела"),
        (["Начальник отдела        Листьев П. Р."], "Листьев П.Р.", "Начальник отдела"),
        (["И.о. начальника", "МКУ «Отдел»", "А.Б. Верба", "Ива С.С."], "Верба А.Б.", "И.о. начальника МКУ «Отдел»"),
        (["С приказом ознакомлены:", "Ива С.С."], "", ""),
    ],
)
def test_who_signed_an_order(lines, signer, position):
    order = read_head([*ORDER[:-1], *lines, *STAMP, TITLE], heading_of).order
    assert (order.signer, order.signer_position, order.clauses) == (signer, position, 3)


@pytest.mark.parametrize(
    ("lines", "number", "date"),
    [
        (STAMP, "212-ОД", DAY),
        (["УТВЕРЖДЁН приказом от 14.09.2026 №212-ОД"], "212-ОД", DAY),
        (["Приложение № 3", "к приказу отдела образования", "от «14» 09.2026г. № 148-1/0"], "148-1/0", DAY),
        (
            ["Приложение 1 к приказу отдела от 14.09.2026 № 5", "УТВЕРЖДЕНА", "приказом отдела от 14.09.2026 № 5"],
            "5",
            DAY,
        ),
        (["Утверждена", "приказом отдела", "от «14» сентября № 43/1-09"], "43/1-09", None),
        (["УТВЕРЖДАЮ", "Начальник отдела", "«14» сентября 2026 г."], "", None),
        (["Приложение 2"], "", None),
    ],
)
def test_the_stamp_of_an_annex(lines, number, date):
    head = read_head([*ORDER, *lines, "(приложение 2)", TITLE], heading_of)
    assert (head.stamp.number, head.stamp.date) == (number, date)
    assert head.order.number == "212-ОД"


def test_a_lone_stamp_speaks_for_the_order_and_a_differing_one_is_told():
    assert read_head([*STAMP, TITLE], heading_of).order.number == "212-ОД"
    doubts = read_head([*ORDER, *STAMP[:2], "от 15.09.2026 № 212-0Д", TITLE], heading_of).doubts
    assert doubts == (
        "Номер приказа «212-ОД», а на приложении — «212-0Д».",
        "Дата приказа 14.09.2026, а на приложении — 15.09.2026.",
    )


@pytest.mark.parametrize(
    ("lines", "title", "rest"),
    [
        ([TITLE, "Цель: помочь"], TITLE, ("Цель: помочь",)),
        (
            ["ДОРОЖНАЯ КАРТА", "поддержки школ", "на 2026 год", "Задачи:"],
            "ДОРОЖНАЯ КАРТА поддержки школ на 2026 год",
            ("Задачи:",),
        ),
        (
            ["«Дорожная карта» поддержки школ района", "«Заречный» на 2026 год"],
            "«Дорожная карта» поддержки школ района «Заречный» на 2026 год",
            (),
        ),
        (["ПЛАН", "МЕРОПРИЯТИЙ", "Пояснительная записка"], "ПЛАН МЕРОПРИЯТИЙ", ("Пояснительная записка",)),
        (
            ["Комплекс мер на 2026 год.", "Школы района различны."],
            "Комплекс мер на 2026 год.",
            ("Школы района различны.",),
        ),
    ],
)
def test_the_title_of_a_roadmap(lines, title, rest):
    head = read_head([*STAMP, *lines], heading_of)
    assert (head.title, head.rest) == (title, rest)


def test_an_order_without_a_stamped_annex_ends_where_the_plan_is_named():
    head = read_head([*ORDER, TITLE, "Цель: помочь"], heading_of)
    assert (head.order.number, head.title, head.stamp.number) == ("212-ОД", TITLE, "")
