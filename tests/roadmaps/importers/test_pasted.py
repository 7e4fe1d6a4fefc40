"""Rows copied from Word, Excel or a page, as the clipboard gives them."""

import pytest

from roadmaps.importers import NoRoadmapTable
from roadmaps.importers.pasted import LARGEST, MOST_ROWS, ORDER, as_text, read_pasted

OURS = ORDER
HEADING = "№\tМероприятие\tСрок\tОтветственные\tРезультат\tВыходной документ"
SIX = "1.\tСеминар\tмай 2027\tВетрова А. И.\tГотовы\tПрограмма"
CELLS = ("1.", "Семинар", "май 2027", "Ветрова А. И.", "Готовы", "Программа")

TEXTS = [
    (SIX, OURS, [CELLS]),
    (f"{SIX}\n", OURS, [CELLS]),
    (f"{SIX}\r\n{SIX}\r\n", OURS, [CELLS, CELLS]),
    (f"{HEADING}\n{SIX}", OURS, [CELLS]),
    ("Срок\tМероприятие\nмай\tСеминар", ("deadline", "activity"), [("май", "Семинар")]),
    (
        "Мероприятие\tОтветственные\tСрок\tЦена\nСеминар\tВетрова А. И.\tмай\t5",
        ("activity", "responsible", "deadline", "other"),
        [("Семинар", "Ветрова А. И.", "май", "5")],
    ),
    ("Семинар\nСовещание", ("activity",), [("Семинар",), ("Совещание",)]),
    ("Семинар\tмай\tВетрова А. И.", ("activity", "deadline", "responsible"), [("Семинар", "май", "Ветрова А. И.")]),
    ("1\tСеминар\tмай", ("number", "activity", "deadline"), [("1", "Семинар", "май")]),
    (
        "1\tСеминар\tВетрова А. И.\tмай 2027",
        ("number", "activity", "responsible", "deadline"),
        [("1", "Семинар", "Ветрова А. И.", "май 2027")],
    ),
    ("\t" + SIX[3:], OURS, [("", *CELLS[1:])]),
    (f"{SIX}\tлишнее", (*OURS, "other"), [(*CELLS, "лишнее")]),
    (
        '1\t"Семинар\nи ""круглый"" стол"\tмай',
        ("number", "activity", "deadline"),
        [("1", 'Семинар\nи "круглый" стол', "май")],
    ),
    ('1\t"Школа" и дом\tмай', ("number", "activity", "deadline"), [("1", '"Школа" и дом', "май")]),
    ('1\t"Школа"\tмай', ("number", "activity", "deadline"), [("1", '"Школа"', "май")]),
    (f"{SIX}\n\n\n{SIX}", OURS, [CELLS, CELLS]),
    (f"Работа с кадрами\n{SIX}", OURS, [("", "Работа с кадрами", "", "", "", ""), CELLS]),
]


@pytest.mark.parametrize(("text", "columns", "rows"), TEXTS, ids=lambda value: str(value)[:40])
def test_text_with_tabs(text, columns, rows):
    pasted = read_pasted(text=text)
    assert (pasted.columns, list(pasted.rows)) == (columns, rows)


@pytest.mark.parametrize(("text", "columns", "rows"), TEXTS, ids=lambda value: str(value)[:40])
def test_what_is_shown_is_read_the_same_again(text, columns, rows):
    pasted = read_pasted(text=text)
    assert read_pasted(text=as_text(pasted), columns=pasted.columns).rows == pasted.rows


def cells(*texts, tag="td"):
    return "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in texts) + "</tr>"


WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>td {mso-x: 1}</style></head><body>'
    "<!--StartFragment--><table class=MsoTableGrid><tr><td><p class=MsoNormal>1.<o:p></o:p></p></td>"
    "<td><p class=MsoNormal>Семинар для\nзавучей</p><p class=MsoNormal>и учителей</p></td>"
    "<td><p>май&nbsp;2027</p></td></tr></table><!--EndFragment--></body></html>"
)

MARKUP = [
    (f"<table>{cells(*CELLS)}</table>", OURS, [CELLS]),
    (f"<table>{cells(*HEADING.split(chr(9)), tag='th')}{cells(*CELLS)}</table>", OURS, [CELLS]),
    (WORD, ("number", "activity", "deadline"), [("1.", "Семинар для завучей\nи учителей", "май 2027")]),
    ("<table>" + cells("Семинар<br>день", "май") + "</table>", ("activity", "deadline"), [("Семинар\nдень", "май")]),
    (
        "<table><tr><td>1</td><td>Семинар</td><td rowspan=2>май</td></tr><tr><td>2</td><td>Совет</td></tr></table>",
        ("number", "activity", "deadline"),
        [("1", "Семинар", "май"), ("2", "Совет", "май")],
    ),
    (
        f"<table><tr><td colspan=6>Работа с кадрами</td></tr>{cells(*CELLS)}</table>",
        OURS,
        [("", "Работа с кадрами", "", "", "", ""), CELLS],
    ),
    (
        f"<table>{cells('Семинар', '<table><tr><td>а</td></tr></table>')}</table>",
        ("activity", "deadline"),
        [("Семинар", "а")],
    ),
    (
        "<?xml version='1.0' encoding='utf-8'?><table>" + cells("Семинар", "май") + "</table>",
        None,
        [("Семинар", "май")],
    ),
    ("<table><tr><td colspan=x rowspan=-1>Семинар<td>май</table>", ("activity", "deadline"), [("Семинар", "май")]),
    ("<script>alert(1)</script><table>" + cells("&lt;b&gt;", "май") + "</table>", None, [("<b>", "май")]),
]


@pytest.mark.parametrize(("markup", "columns", "rows"), MARKUP, ids=lambda value: str(value)[:40])
def test_markup(markup, columns, rows):
    pasted = read_pasted(markup=markup, text="иначе")
    assert list(pasted.rows) == rows
    assert pasted.columns == (columns or pasted.columns)


@pytest.mark.parametrize("markup", ["", " ", "<p>Семинар</p>", "<table></table>", "<", "<table><tr></table>", "\x00"])
def test_without_a_table_in_the_markup_the_text_counts(markup):
    assert read_pasted(markup=markup, text="Семинар\tмай").rows == (("Семинар", "май"),)


def test_columns_named_by_a_person_win():
    assert read_pasted(text="а\tб", columns=("deadline", "activity")).columns == ("deadline", "activity")
    assert read_pasted(text="а\tб", columns=("deadline",)).columns == ("activity", "deadline")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "ни одной строки"),
        (" \n\t\n", "ни одной строки"),
        (HEADING, "ни одной строки"),
        ("а\n" * (MOST_ROWS + 1), f"{MOST_ROWS + 1} строка, за один раз можно не больше {MOST_ROWS}"),
        ("\t".join("а" * 31), "больше 30 столбцов"),
        ("а" * (LARGEST // 2 + 1) + "я" * (LARGEST // 4), "больше 5 МБ"),
    ],
)
def test_what_cannot_be_taken_is_told(text, words):
    with pytest.raises(NoRoadmapTable, match=words):
        read_pasted(text=text)


def test_as_many_as_may_be_are_taken():
    assert len(read_pasted(text="а\n" * MOST_ROWS).rows) == MOST_ROWS


def test_a_span_without_measure_costs_nothing():
    markup = "<table>" + "<tr><td colspan=999999 rowspan=999999>а</td><td>б</td></tr>" * 100 + "</table>"
    with pytest.raises(NoRoadmapTable, match="столбцов"):
        read_pasted(markup=markup)
