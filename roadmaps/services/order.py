"""The order of rows in a section and of sections in a roadmap: who stands where, written with as little as possible."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from roadmaps.models import Activity, Section


def ids_of(rows: QuerySet) -> list[int]:
    """Keys of a section's rows, or of a roadmap's sections, as they stand."""
    return list(rows.order_by("position", "pk").values_list("pk", flat=True))


def put_in_order(model: type[Activity] | type[Section], *orders: Sequence[int]) -> None:
    """Give the rows of each order the places 1, 2, 3…; only those that stand elsewhere are written."""
    rows = model.objects.in_bulk([pk for ids in orders for pk in ids])
    moved = []
    for ids in orders:
        for position, pk in enumerate(ids, start=1):
            if rows[pk].position != position:
                rows[pk].position = position
                moved.append(rows[pk])
    model.objects.bulk_update(moved, ["position"], batch_size=500)


def placed(ids: Iterable[int], moving: Sequence[int], *, after: int | None) -> list[int]:
    """The order with `moving` right after another row; without one at the head."""
    rest = [pk for pk in ids if pk not in moving]
    place = rest.index(after) + 1 if after in rest else 0
    return [*rest[:place], *moving, *rest[place:]]


def back_in(ids: Sequence[int], returning: int, before: Sequence[int]) -> list[int]:
    """The order with a row back where it stood: after the nearest of those that went before it and still stand."""
    ahead = before[: before.index(returning)] if returning in before else before
    neighbour = next((pk for pk in reversed(ahead) if pk in ids and pk != returning), None)
    return placed(ids, [returning], after=neighbour)
