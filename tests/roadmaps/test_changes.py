"""What an amending draft changes: the boundaries of «the same», «changed», «new», «removed», «moved»."""

import json

import pytest

from roadmaps.cells import TEXTS
from roadmaps.changes import HEAD, Changes, PlanText, RowText, SectionText, compare

HEADS = {name: ["Так"] for name in HEAD}


def texts(**cells):
    return dict.fromkeys(TEXTS, "") | {"number": "1.", "text": "Семинар"} | cells


def base(*rows, sections=((10, "Кадры"), (20, "Ученики")), **head):
    rows = rows or (row(1),)
    return PlanText(HEADS | head, tuple(SectionText(*one) for one in sections), rows)


def row(key, section=10, source=None, **cells):
    return RowText(key, section, texts(**cells), source)


def draft(*rows, sections=((100, "Кадры", 10), (200, "Ученики", 20)), **head):
    return PlanText(HEADS | head, tuple(SectionText(*one) for one in sections), rows)


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        ({}, None),
        ({"text": "Семинар "}, None),
        ({"text": " Семинар\r\n"}, None),
        ({"text": "семинар"}, ("text",)),
        ({"text": "Семинар."}, ("text",)),
        ({"number": "2."}, ("number",)),
        ({"deadline_text": "май", "result": "Справка"}, ("deadline_text", "result")),
    ],
)
def test_cells_that_differ(cells, names):
    found = compare(base(), draft(row(5, 100, 1, **cells)))
    assert [one.names for one in found.rows] == ([names] if names else [])
    assert bool(found) is bool(names)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], [("removed", "1."), ("removed", "2.")]),
        ([row(5, 100, 1), row(6, 100, 2, number="2.")], []),
        ([row(6, 100, 2, number="2."), row(5, 100, 1)], []),  # another order says nothing
        ([row(5, 100, 1)], [("removed", "2.")]),
        ([row(5, 100, 1), row(6, 100, 2, number="2."), row(7, 100, None, number="3.")], [("new", "3.")]),
        ([row(5, 100, 1), row(6, 100, 77, number="2.")], [("new", "2."), ("removed", "2.")]),  # of another plan
        ([row(5, 100, 1), row(6, 100, 1)], [("new", "1."), ("removed", "2.")]),  # one row is one row
        ([row(5, 200, 1), row(6, 100, 2, number="2.")], [("changed", "1.")]),  # to another section
    ],
)
def test_rows_are_matched_by_where_they_came_from(rows, said):
    found = compare(base(row(1), row(2, number="2.")), draft(*rows))
    assert [(one.kind, one.texts["number"]) for one in found.rows] == said


def test_a_new_row_knows_its_section_and_the_row_before_it():
    found = compare(base(), draft(row(5, 100, 1), row(6, 200, number="1а.")))
    assert [(one.section, one.after) for one in found.rows] == [("Ученики", "1.")]


def test_a_row_that_goes_to_another_section_says_where():
    (found,) = compare(base(), draft(row(5, 200, 1))).rows
    assert (found.is_moved, found.section, found.moved_to, found.names) == (True, "Кадры", "Ученики", ())


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        ([(100, "Кадры", 10), (200, "Ученики", 20)], []),
        ([(100, "Люди", 10), (200, "Ученики", 20)], [("changed", "Кадры", "Люди")]),
        ([(100, "Кадры", 10)], [("removed", "Ученики", "")]),
        ([(100, "Кадры", 10), (200, "Ученики", 20), (300, "Семьи", None)], [("new", "", "Семьи")]),
    ],
)
def test_sections(sections, said):
    found = compare(base(), draft(row(5, 100, 1), sections=sections))
    assert [(one.kind, one.old, one.new) for one in found.sections] == said


@pytest.mark.parametrize("name", HEAD)
def test_texts_of_the_head(name):
    found = compare(base(), draft(row(5, 100, 1), **{name: ["Иначе"]}))
    assert [(one.name, one.old, one.new) for one in found.head] == [(name, ["Так"], ["Иначе"])]


def test_changes_survive_being_kept():
    found = compare(base(), draft(row(6, 300), sections=((300, "Новый", None),), goal=["Иначе"]))
    assert Changes.from_dict(json.loads(json.dumps(found.as_dict()))) == found
    assert not Changes.from_dict({})
