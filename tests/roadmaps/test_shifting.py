"""A deadline moved by weeks or months keeps its way of writing, or is left alone."""

from datetime import date

import pytest

from roadmaps.deadlines import Period
from roadmaps.deadlines.shifting import shifted

YEAR = Period(date(2026, 8, 1), date(2027, 8, 31))
CASES = [  # wording, a month later, two weeks later, a month earlier
    ("15.09.2026", "15.10.2026", "29.09.2026", "15.08.2026"),
    ("до 15.09.2026 г.", "до 15.10.2026 г.", "до 29.09.2026 г.", "до 15.08.2026 г."),
    ("15.09.26", "15.10.26", "29.09.26", "15.08.26"),
    ("до 15 сентября 2026 года", "до 15 октября 2026 года", "до 29 сентября 2026 года", "до 15 августа 2026 года"),
    ("до 15 декабря", "до 15 января", "до 29 декабря", "до 15 ноября"),
    ("31.01.2027", "28.02.2027", "14.02.2027", "31.12.2026"),
    ("Сентябрь 2026 г.", "Октябрь 2026 г.", None, "Август 2026 г."),
    ("в октябре 2026 г.", "в ноябре 2026 г.", None, "в сентябре 2026 г."),
    ("ноябрь-декабрь 2026 года", "декабрь-январь 2027 года", None, "октябрь-ноябрь 2026 года"),
    ("1-15 октября 2026", "1-15 ноября 2026", None, "1-15 сентября 2026"),
    (
        "с 1 сентября по 15 октября 2026 г.",
        "с 1 октября по 15 ноября 2026 г.",
        "с 15 сентября по 29 октября 2026 г.",
        "с 1 августа по 15 сентября 2026 г.",
    ),
    ("15.09.2026, 20.12.2026", "15.10.2026, 20.01.2027", "29.09.2026, 03.01.2027", "15.08.2026, 20.11.2026"),
    ("август 2027", None, None, "июль 2027"),  # beyond the period
    ("сентябрь", "октябрь", None, None),  # «август» alone may be this year's and the next one's
    *[
        (wording, None, None, None)
        for wording in (
            "", "по графику", "в течение учебного года", "до июня", "ежемесячно до 10 числа", "31.02.2027",
            "до 15.09.2026 (по графику)", "I квартал 2027", "после 15.09.2026 по согласованию",
        )
    ],
]  # fmt: skip


@pytest.mark.parametrize(("wording", "later", "weeks", "earlier"), CASES, ids=[case[0] for case in CASES])
def test_moved(wording, later, weeks, earlier):
    got = [shifted(wording, period=YEAR, **by) for by in ({"months": 1}, {"weeks": 2}, {"months": -1})]
    assert got == [later, weeks, earlier]


def test_beyond_the_calendar():
    assert shifted("15.09.2026", period=YEAR, months=12 * 9000) is None
    assert shifted("15.09.2026", period=YEAR, weeks=-500_000) is None
