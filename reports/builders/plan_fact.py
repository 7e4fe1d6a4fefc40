"""Plan and fact: the roadmap's table with marks of execution and the documents that prove them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.templatetags.opora import plural
from reports.builders.appendix import ALWAYS, Column, Row
from reports.builders.appendix import COLUMNS as PLANNED
from reports.builders.tables import shares
from roadmaps.models import Activity, Checkpoint, OutputDocument, Proof, Roadmap
from roadmaps.models.activity import as_it_stands
from roadmaps.progress import Progress, State, count, state_of
from schools.models import User

WEIGHTS = {"number": 5, "text": 24, "deadline_text": 12, "responsible_text": 15, "result": 15, "output_documents": 13}
FACTS = (("Отметка об исполнении", 20), ("Документ (№, дата)", 15))
MOST_NAMES = 5
MOST_DOCUMENTS = 8
HALF_A_PAGE_IN_LETTERS = 700


@dataclass(frozen=True, slots=True)
class PlanFactContent:
    """The print of a day: one object for the page, PDF, DOCX and XLSX."""

    department: str
    title: str
    grounds: str
    period: str
    as_of: str
    summary: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def lines(self) -> list[tuple[Row, list[tuple[Column, str]]]]:
        """Each row with its cells beside their columns, for templates."""
        return [(row, list(zip(self.columns, row.cells, strict=not row.is_section))) for row in self.rows]


def build(roadmap: Roadmap, *, user: User, as_of: date) -> PlanFactContent:
    """What this person may see of an approved roadmap. Six statements at most."""
    activities = list(roadmap.activities.with_work_in_order())
    points = _points(roadmap, user)
    documents = _documents(roadmap, user)
    fields = [name for name, _, _ in PLANNED if name in ALWAYS or any(getattr(a, name) for a in activities)]
    everything = [point for of_row in points.values() for point in of_row]
    return PlanFactContent(
        department=roadmap.municipality.department,
        title=roadmap.title,
        grounds=_grounds(roadmap),
        period=f"{roadmap.starts_on:%d.%m.%Y} – {roadmap.ends_on:%d.%m.%Y}",
        as_of=f"{as_of:%d.%m.%Y}",
        summary=summary_of(count(everything, as_of)),
        columns=_columns(fields),
        rows=_rows(roadmap, activities, fields, points, documents, as_of),
    )


def summary_of(progress: Progress) -> str:
    """«Выполнено 12 из 15 контрольных точек с наступившим сроком (80 %); просрочено 3; впереди 20.»"""
    ahead = f"впереди {progress.soon + progress.later}"
    if progress.percent is None:
        return f"Сроки ещё не наступили; {ahead}."
    whole = plural(progress.arrived, "контрольной точки,контрольных точек,контрольных точек")
    return (
        f"Выполнено {progress.done} из {whole} с наступившим сроком ({progress.percent} %); "
        f"просрочено {progress.overdue}; {ahead}."
    )


def mark_of(points: Sequence[Checkpoint], today: date) -> str:
    """The mark of execution: a line for each due day. Points come in order of their days."""
    if not points:
        return "срок не назначен"
    days = sorted({point.due_on for point in points})
    ahead = [day for day in days if all(_is_ahead(point, today) for point in points if point.due_on == day)]
    if days == ahead[:1]:
        return "срок не наступил"
    told = [day for day in days if day not in ahead]
    lines = [_line([p for p in points if p.due_on == day], today, with_day=len(days) > 1) for day in told]
    return "\n".join([*lines, _ahead(ahead)] if ahead else lines)


def named(document: OutputDocument) -> str:
    """«Приказ № 12 от 01.10.2026»; without a number by the name of its file."""
    is_known = document.number or document.dated_on
    return document.named if is_known else f"{document.named}: {document.file.name}"


def _grounds(roadmap: Roadmap) -> str:
    """«Утверждена приказом от 28.08.2026 № 1-о, в редакции приказа от 20.10.2026 № 5-о»"""
    approved = f"Утверждена приказом от {roadmap.approved_on:%d.%m.%Y} № {roadmap.approved_by_order}"
    if roadmap.edition == 1:
        return approved
    edition = roadmap.editions.only("in_force_from", "order_number").get(number=roadmap.edition)
    return f"{approved}, в редакции приказа от {edition.in_force_from:%d.%m.%Y} № {edition.order_number}"


def _columns(fields: list[str]) -> tuple[Column, ...]:
    titles = {name: title for name, title, _ in PLANNED}
    heads = [*((titles[name], WEIGHTS[name]) for name in fields), *FACTS]
    widths = shares([weight for _, weight in heads])
    return tuple(Column(title, width) for (title, _), width in zip(heads, widths, strict=True))


def _rows(
    roadmap: Roadmap,
    activities: list[Activity],
    fields: list[str],
    points: dict[int, list[Checkpoint]],
    documents: dict[int, list[str]],
    today: date,
) -> tuple[Row, ...]:
    by_section: dict[int, list[Row]] = {}
    for activity in activities:
        facts = (mark_of(points.get(activity.pk, ()), today), _listed(documents.get(activity.pk, [])))
        cells = (*(_planned(activity, name) for name in fields), *facts)
        is_tall = max(map(len, cells)) > HALF_A_PAGE_IN_LETTERS
        by_section.setdefault(activity.section_id, []).append(Row(cells, is_tall=is_tall))
    rows: list[Row] = []
    for section in roadmap.sections.all():
        if section.title:
            rows.append(Row((section.title,), is_section=True))
        rows += by_section.get(section.pk, [])
    return tuple(rows)


def _planned(activity: Activity, name: str) -> str:
    text = getattr(activity, name)
    return as_it_stands(text, activity.excluded_on) if name == "text" else text


def _points(roadmap: Roadmap, user: User) -> dict[int, list[Checkpoint]]:
    rows = Checkpoint.objects.filter(activity__roadmap=roadmap).of_schools_seen_by(user).select_related("school")
    found: dict[int, list[Checkpoint]] = {}
    for point in rows.order_by("due_on", "school__short_name", "pk"):
        found.setdefault(point.activity_id, []).append(point)
    return found


def _documents(roadmap: Roadmap, user: User) -> dict[int, list[str]]:
    seen = Checkpoint.objects.filter(activity__roadmap=roadmap).of_schools_seen_by(user)
    current = Proof.objects.current().filter(checkpoint__in=seen)
    rows = OutputDocument.objects.filter(pk__in=current.values("document")).select_related("file")
    found: dict[int, list[str]] = {}
    for document in rows.order_by("dated_on", "pk"):
        found.setdefault(document.activity_id, []).append(named(document))
    return found


def _listed(names: list[str]) -> str:
    """Each wording once; what is too much is counted."""
    names = list(dict.fromkeys(names))
    rest = len(names) - MOST_DOCUMENTS
    more = [f"и ещё {plural(rest, 'документ,документа,документов')}"] if rest > 0 else []
    return ";\n".join([*names[:MOST_DOCUMENTS], *more])


def _is_ahead(point: Checkpoint, today: date) -> bool:
    """Nothing can be said of it yet; a day that was moved is told with its reason."""
    return state_of(point, today) in (State.SOON, State.LATER) and not point.was_moved


def _ahead(days: list[date]) -> str:
    """«впереди 10 сроков, ближайший 30.11.2026»."""
    return f"впереди {plural(len(days), 'срок,срока,сроков')}, ближайший {days[0]:%d.%m.%Y}"


def _line(points: Sequence[Checkpoint], today: date, *, with_day: bool) -> str:
    text = _one(points[0], today) if len(points) == 1 else _many(points, today)
    return f"{points[0].due_on:%d.%m.%Y}: {text}" if with_day else text


def _one(point: Checkpoint, today: date) -> str:
    whose = f"{point.school.short_name}: " if point.school else ""
    state = state_of(point, today)
    if state == State.DONE:
        text = f"выполнено {point.done_on:%d.%m.%Y}. {point.done_text}"
    elif state == State.CANCELLED:
        text = f"отменено: {point.cancel_reason}"
    else:
        text = "не выполнено" if state == State.OVERDUE else "срок не наступил"
    moved = f" (срок перенесён с {point.planned_on:%d.%m.%Y}: {point.move_reason})" if point.was_moved else ""
    return f"{whose}{text}{moved}"


def _many(points: Sequence[Checkpoint], today: date) -> str:
    """Of several schools: how many have done it, and which are late."""
    progress = count(points, today)
    parts = [f"выполнено {progress.done} из {progress.total}"] if progress.total else []
    late = [p.school.short_name for p in points if p.school and state_of(p, today) == State.OVERDUE]
    if late:
        rest = len(late) - MOST_NAMES
        parts.append(f"не выполнено: {', '.join(late[:MOST_NAMES])}{f' и ещё {rest}' if rest > 0 else ''}")
    if progress.cancelled:
        parts.append(f"отменено {progress.cancelled}")
    return "; ".join(parts)
