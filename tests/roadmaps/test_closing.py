"""What a closed roadmap has come to."""

from dataclasses import dataclass
from datetime import date

import pytest

from roadmaps import services
from roadmaps.closing import NotDone, RowPoints, outcome
from tests.roadmaps.factories import ActivityFactory, CheckpointFactory, RoadmapFactory, SectionFactory

DAY, TODAY = date(2026, 10, 31), date(2026, 11, 1)


@dataclass
class Point:
    due_on: date = DAY
    done_on: date | None = None
    cancelled_on: date | None = None


LATER = Point(due_on=date(2026, 11, 2))
OPEN, DONE, CANCELLED = Point(), Point(done_on=DAY), Point(cancelled_on=DAY)


@pytest.mark.parametrize(
    ("rows", "counts", "not_done", "said"),
    [
        ([], (0, 0, 0, 0), [], "Контрольных точек с установленным сроком в карте не было."),
        ([()], (0, 0, 0, 0), [], "Контрольных точек с установленным сроком в карте не было."),
        ([(CANCELLED,)], (0, 0, 0, 1), [], "Контрольных точек с установленным сроком в карте не было."),
        ([(DONE,)], (1, 0, 0, 0), [], "Выполнено 1 из 1 контрольной точки (100 %)."),
        (
            [(DONE, OPEN, LATER), (OPEN, CANCELLED), (DONE,)],
            (2, 3, 2, 1),
            [("1", 2, 3), ("2", 1, 1)],
            "Выполнено 2 из 5 контрольных точек (40 %), не выполнено 3 по 2 мероприятиям, отменено 1.",
        ),
    ],
)
def test_counts_and_what_was_not_done(rows, counts, not_done, said):
    found = outcome((RowPoints(str(n), "Семинар", points) for n, points in enumerate(rows, start=1)), TODAY)
    assert (found.done, found.left, found.overdue, found.cancelled) == counts
    assert found.not_done == tuple(NotDone(number, "Семинар", left, total) for number, left, total in not_done)
    assert found.in_words == said


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_a_roadmap_is_closed_with_a_summary(town, sign_in):
    row = ActivityFactory(
        section=SectionFactory(roadmap=RoadmapFactory(municipality=town, in_force=True)), text="Обзор"
    )
    CheckpointFactory(activity=row)
    CheckpointFactory(activity=row, due_on=date(2027, 5, 31), done=True)
    path, browser = f"/roadmaps/{row.roadmap_id}/", sign_in("head")
    page = browser.get(f"{path}close/").content.decode()
    assert "Выполнено 1 из 2 контрольных точек (50 %), не выполнено 1 по 1 мероприятию." in page
    assert browser.post(f"{path}close/", {"summary": " "}).status_code == 200
    assert browser.post(f"{path}close/", {"summary": "Год прошёл не зря"}).status_code == 302
    closed = browser.get(path).content.decode()
    for text in ("Год прошёл не зря", "Итоги на 21 ноября 2026", "1 из 2", "Что не выполнено: 1 мероприятие"):
        assert text in closed
    row.roadmap.refresh_from_db()
    assert (row.roadmap.closed_on, row.roadmap.closing_facts["not_done"][0]["text"]) == (date(2026, 11, 21), "Обзор")


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_without_a_summary_the_counts_tell():
    roadmap = RoadmapFactory(in_force=True)
    services.close(roadmap, by=roadmap.owner)
    roadmap.refresh_from_db()
    assert roadmap.closing_summary.startswith("Контрольных точек")
