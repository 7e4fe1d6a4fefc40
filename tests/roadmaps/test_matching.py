"""Which row of a document is which row of a draft."""

import time

import pytest

from roadmaps.cells import TEXTS
from roadmaps.matching import compare, match, share_of_same


def row(number: str, text: str, **texts: str) -> dict[str, str]:
    return dict.fromkeys(TEXTS, "") | {"number": number, "text": text} | texts


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [], {}),
        ([], [("1.", "Сбор")], {}),
        ([("1.", "Сбор")], [], {}),
        ([("1.", "Сбор")], [("1.", "Сбор")], {0: 0}),
        ([("1.", "Сбор")], [("1)", "  СБОР. ")], {0: 0}),
        ([("1.", "Сбор"), ("2.", "Итог")], [("1.", "Итог"), ("2.", "Сбор")], {0: 1, 1: 0}),
        # the same text twice: the number tells them apart, then the order
        ([("1.", "Сбор"), ("2.", "Сбор")], [("2.", "Сбор"), ("1.", "Сбор")], {0: 1, 1: 0}),
        ([("1.", "Сбор"), ("2.", "Сбор")], [("7.", "Сбор"), ("8.", "Сбор")], {0: 0, 1: 1}),
        ([("1.", "Сбор")], [("1.", "Сбор"), ("2.", "Сбор")], {0: 0}),
        # a word more or less
        ([("1.", "Провести семинар для завучей школ")], [("1.", "Провести семинар для завучей")], {0: 0}),
        ([("1.", "Провести семинар для завучей школ")], [("9.", "Провести семинар для завучей")], {0: 0}),
        # half of the words: only with the same number
        ([("1.", "Семинар для завучей города")], [("1.", "Семинар для учителей района")], {0: 0}),
        ([("1.", "Семинар для завучей города")], [("2.", "Семинар для учителей района")], {}),
        ([("", "Семинар для завучей города")], [("", "Семинар для учителей района")], {}),
        # another thing under the same number
        ([("1.", "Закупить оборудование")], [("1.", "Провести семинар")], {}),
        # the most alike first
        (
            [("1.", "Обучить учителей математики"), ("2.", "Обучить учителей математики и физики")],
            [("5.", "Обучить всех учителей математики и физики")],
            {0: 1},
        ),
    ],
)
def test_rows_find_each_other(old, new, expected):
    assert match([row(*texts) for texts in old], [row(*texts) for texts in new]) == expected


def test_what_differs_is_named():
    old = {7: row("1.", "Сбор", result="Справка"), 8: row("2.", "Семинар"), 9: row("3.", "Лишнее дело")}
    new = [row("1.", "Сбор.", result="Отчёт", deadline_text="май"), row("2.", "Семинар"), row("4.", "Конкурс")]
    found = compare(old, new)
    assert [(item.old, item.new, item.names) for item in found.changed] == [(7, 0, ("deadline_text", "result"))]
    assert [item.new for item in found.new] == [2]
    assert [item.old for item in found.gone] == [9]
    assert (found.pairs, found.same_count, found.is_same) == ({0: 7, 1: 8}, 1, False)


def test_the_same_rows_are_the_same_and_another_text_is_seen():
    old = {7: row("1.", "Сбор")}
    assert compare(old, [row("1.", "Сбор")]).is_same
    assert compare(old, [row("1.", "Сбор")]).seen == compare(dict(old), [row("1.", "Сбор")]).seen
    assert (
        compare(old, [row("1.", "Сбор")]).seen != compare({7: row("1.", "Сбор", result="х")}, [row("1.", "Сбор")]).seen
    )


@pytest.mark.parametrize(
    ("texts", "others", "share"),
    [([], ["а"], 0), (["а", "б"], [], 0), (["А.", "б"], ["а"], 0.5), (["а"], ["а", "б"], 1)],
)
def test_how_much_two_documents_have_in_common(texts, others, share):
    assert share_of_same(texts, others) == share


def test_many_rows_take_no_long_time():
    old = [row(f"{count}.", f"Дело {count} " + "слово " * (count % 9)) for count in range(5000)]
    new = [row(f"{count}.", f"Работа {count} " + "слово " * (count % 7)) for count in range(5000)]
    start = time.monotonic()
    match(old, new)
    assert time.monotonic() - start < 5
