"""Real documents beside the checkout, where they are at hand, against their agreed readings."""

import json
import sys
from pathlib import Path

import pytest

from roadmaps.importers import NoRoadmapTable, read_document

SHARED = Path(__file__).resolve().parents[4] / "shared"
AGREED = SHARED / "expected/roadmaps.json"
EXPECTED = json.loads(AGREED.read_text(encoding="utf-8")) if AGREED.exists() else {}
DOCUMENTS = [path for name in EXPECTED for path in sorted((SHARED / "inputs").glob(f"{name}.*"))]


def squash(text) -> str:
    return " ".join(str(text or "").split()).strip(" .").casefold()


@pytest.mark.parametrize("path", DOCUMENTS or [None], ids=lambda path: path.name if path else "none at hand")
def test_a_document_is_read_as_agreed(path):
    if path is None:
        sys.stderr.write(f"No documents in {SHARED}: nothing was compared.\n")
        return
    expected = EXPECTED[path.stem]
    with path.open("rb") as file:
        if expected["roadmap"] is None:
            with pytest.raises(NoRoadmapTable):
                read_document(file, path.name)
            return
        reading = read_document(file, path.name)
    agree_on_the_head(reading, expected)
    agree_on_the_plan(reading, expected["roadmap"])


def agree_on_the_head(reading, expected: dict) -> None:
    data = reading.as_dict()
    for part in ("order", "stamp"):
        for key in expected[part].keys() - {"note", "title"}:
            assert squash(data[part][key]) == squash(expected[part][key]), (part, key)
    schools = expected["roadmap"].get("schools") or expected.get("schools", [])
    assert data["schools"] == schools


def agree_on_the_plan(reading, plan: dict) -> None:
    assert len(reading.activities) == plan["activities"]
    assert sum(bool(section.title) for section in reading.sections) == plan["sections"]
    assert [day.isoformat() for day in reading.period] == plan["period"]
    assert [column.key for column in reading.columns] == plan["columns"]
    for key in ("tasks", "indicators", "expected_results", "target_groups"):
        assert len(getattr(reading, key)) == plan.get(key, len(getattr(reading, key))), key
    for number, target in plan.get("indicators_with_target", {}).items():
        assert reading.indicators[int(number) - 1].target.replace(" ", "") == target.replace(" ", "")
    numbers = [activity.number.strip(". ") for activity in reading.activities]
    assert len(set(numbers)) == len(numbers)
    assert not set(numbers) & set(plan.get("numbers_missing", []))
    joined = [activity.number.strip(". ") for activity in reading.activities if len(activity.source) > 1]
    assert joined == plan.get("glued_rows", [])
