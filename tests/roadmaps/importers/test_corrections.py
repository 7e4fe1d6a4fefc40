"""Another meaning for the columns: a correction stays where its cell is read as before."""

from dataclasses import replace

import pytest

from roadmaps.importers import NoRoadmapTable
from roadmaps.importers.corrections import rearranged_with_corrections, samples
from tests.roadmaps.importers.documents import HEADING, ROWS, TITLE, as_docx, read

KEYS = ["number", "activity", "deadline", "responsible", "result"]
SWAPPED = ["number", "activity", "deadline", "responsible", "output_document"]


@pytest.fixture(scope="module")
def reading():
    return read(as_docx(TITLE, [HEADING, *ROWS]))


def put_right(reading, index: int, **texts):
    """The reading with one row as a person has corrected it."""
    rows = [replace(row, doubts=(), **texts) if at == index else row for at, row in enumerate(reading.activities)]
    sections, start = [], 0
    for section in reading.sections:
        end = start + len(section.activities)
        sections.append(replace(section, activities=tuple(rows[start:end])))
        start = end
    return replace(reading, sections=tuple(sections))


def test_nothing_corrected_nothing_lost(reading):
    again, lost = rearranged_with_corrections(reading, SWAPPED)
    assert lost == []
    assert again.activities[0].output_documents == ("Приказ",)
    assert again.activities[0].result == ""


@pytest.mark.parametrize(
    ("texts", "keys", "lost"),
    [
        ({"text": "Собрать группу"}, SWAPPED, []),
        ({"text": "Собрать группу"}, KEYS, []),
        ({"result": "Приказ отдела"}, KEYS, []),
        ({"result": "Приказ отдела"}, SWAPPED, [("result", "Приказ отдела")]),
        ({"text": "Собрать", "result": "Указ"}, SWAPPED, [("result", "Указ")]),
        ({"output_documents": ("Один", "Два")}, SWAPPED, [("output_documents", "Один\nДва")]),
        (
            {"deadline_text": "май"},
            ["number", "activity", "other", "responsible", "deadline"],
            [("deadline_text", "май")],
        ),
        ({"number": "1а."}, ["other", "activity", "deadline", "responsible", "result"], [("number", "1а.")]),
    ],
)
def test_a_correction_stays_where_its_cell_is_read_as_before(reading, texts, keys, lost):
    again, gone = rearranged_with_corrections(put_right(reading, 0, **texts), keys)
    assert [(item.name, item.text) for item in gone] == lost
    for name in texts.keys() - {name for name, _ in lost}:
        assert getattr(again.activities[0], name) == texts[name]
    untouched = rearranged_with_corrections(reading, keys)[0]
    for name, _ in lost:
        assert getattr(again.activities[0], name) == getattr(untouched.activities[0], name)
    assert again.activities[1:] == untouched.activities[1:]


def test_settled_doubts_stay_settled(reading):
    doubtful = read(as_docx(TITLE, [HEADING, ["", "Сбор", "май", "школы", "Отчёт"], *ROWS]))
    assert doubtful.activities[0].doubts
    settled = put_right(doubtful, 0)
    assert rearranged_with_corrections(settled, KEYS)[0].activities[0].doubts == ()


def test_without_an_activity_there_is_no_roadmap(reading):
    with pytest.raises(NoRoadmapTable, match="мероприятия"):
        rearranged_with_corrections(reading, ["other"] * 5)


def test_samples_are_what_stands_below_the_heading(reading):
    assert list(samples(reading, most=2))[1] == ["Создать рабочую группу", "Провести входные диагностики"]
