"""The checkpoints of a plan in force: made when it is approved, settled anew when an order changes it."""

from collections.abc import Iterable
from datetime import date, timedelta

from config import clock
from roadmaps.expansion import Schools, Wanted, wanted
from roadmaps.models import Activity, Checkpoint, Responsibility, Roadmap
from roadmaps.resettling import Standing, resettle
from schools.models import School, User
from schools.school_year import SchoolYear

HALF_A_YEAR = timedelta(days=182)
CANCELLATION = ["cancelled_on", "cancel_reason", "cancelled_by", "is_cancelled_by_order"]


def make_points(roadmap: Roadmap, activities: Iterable[Activity]) -> None:
    """All that these rows need from the day on that they are in force."""
    _create(roadmap, _wanted(roadmap, list(activities)))


def resettle_points(roadmap: Roadmap, activities: Iterable[Activity], *, reason: str, by: User) -> None:
    """Bring the points of rows that an order has changed to what their new deadlines and parties ask for."""
    rows = list(activities)
    standing: dict[int, list[Checkpoint]] = {row.pk: [] for row in rows}
    for point in Checkpoint.objects.select_for_update().filter(activity__in=rows).order_by("pk"):
        standing[point.activity_id].append(point)
    changed, missing, today = [], {}, clock.today()
    for row, needed in _wanted(roadmap, rows).items():
        points = {point.pk: point for point in standing[row]}
        plan = resettle([_as_it_is(point) for point in points.values()], needed)
        for pk, day in plan.move.items():
            _move(points[pk], day, reason, by)
        for pk in plan.cancel:
            _cancel(points[pk], today, reason, by)
        for pk in plan.revive:
            _cancel(points[pk], None, "", None)
        changed += [points[pk] for pk in (*plan.move, *plan.cancel, *plan.revive)]
        missing[row] = plan.make
    facts = ["planned_on", "due_on", "move_reason", "moved_by", *CANCELLATION]
    Checkpoint.objects.bulk_update(changed, facts, batch_size=200)
    _create(roadmap, missing)


def cancel_points(activities: Iterable[int], *, reason: str, by: User) -> None:
    """Those still open of rows that are struck out."""
    points = Checkpoint.objects.filter(activity__in=activities).open()
    points.update(cancelled_on=clock.today(), cancel_reason=reason, cancelled_by=by, is_cancelled_by_order=True)


def _as_it_is(point: Checkpoint) -> Standing:
    return Standing(
        point.pk,
        point.planned_on,
        point.school_id,
        is_done=point.done_on is not None,
        is_cancelled=point.cancelled_on is not None,
        by_order=point.is_cancelled_by_order,
    )


def _move(point: Checkpoint, day: date, reason: str, by: User) -> None:
    """The plan itself names another day now: the day before stands in the reason."""
    point.move_reason = f"{reason}, прежний срок {point.planned_on:%d.%m.%Y}"
    point.planned_on = point.due_on = day
    point.moved_by = by


def _cancel(point: Checkpoint, on: date | None, reason: str, by: User | None) -> None:
    point.cancelled_on, point.cancel_reason, point.cancelled_by = on, reason, by
    point.is_cancelled_by_order = on is not None


def _create(roadmap: Roadmap, missing: dict[int, Iterable[Wanted]]) -> None:
    Checkpoint.objects.bulk_create(
        Checkpoint(
            municipality_id=roadmap.municipality_id,
            activity_id=row,
            school_id=point.school_id,
            planned_on=point.due_on,
            due_on=point.due_on,
        )
        for row, points in missing.items()
        for point in points
    )


def _wanted(roadmap: Roadmap, activities: list[Activity]) -> dict[int, list[Wanted]]:
    """What each row needs, by its key; it counts from the day on that it came into the plan."""
    groups: dict[int, list[str]] = {}
    named = Responsibility.objects.filter(activity__roadmap=roadmap).exclude(party__group="")
    for activity_id, group in named.values_list("activity_id", "party__group"):
        groups.setdefault(activity_id, []).append(group)
    since = {row.pk: row.counts_from(roadmap.approved_on) for row in activities}
    schools = {day: _schools(roadmap, day) for day in set(since.values())}
    return {
        row.pk: wanted(
            row.deadline, groups.get(row.pk, ()), schools[since[row.pk]], period=roadmap.period, approved=since[row.pk]
        )
        for row in activities
    }


def _schools(roadmap: Roadmap, on: date) -> Schools:
    """Whom the groups mean: the list of the school year that the plan is for, else that of the approval's year."""
    if roadmap.school_id:
        return Schools(own=roadmap.school_id)
    everyone = School.objects.filter(municipality=roadmap.municipality_id).open().in_alphabet()
    planned_for = min(roadmap.starts_on + HALF_A_YEAR, roadmap.ends_on)
    for day in (planned_for, on):
        supported = set(everyone.supported(SchoolYear.of(day).first).values_list("pk", flat=True).order_by())
        if supported:
            break
    ids = list(everyone.values_list("pk", flat=True))
    return Schools(supported=tuple(pk for pk in ids if pk in supported), open=tuple(ids))
