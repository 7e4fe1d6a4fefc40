"""Several rows of a draft at once: one transaction, one step to take back, and a sentence for each row left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction

from config.templatetags.opora import plural
from roadmaps.deadlines.shifting import shifted
from roadmaps.models import Activity, Roadmap, Section
from roadmaps.responsible import read_responsible
from roadmaps.services import parties
from roadmaps.services.naming import named
from roadmaps.services.order import ids_of, placed, put_in_order
from roadmaps.services.refusals import NotPossible, locked_draft
from roadmaps.services.rows import current_section, place_after
from roadmaps.services.steps import undoable
from roadmaps.services.wording import READING, read_into
from schools.models import User

NONE_LEFT = "Ни одной из отмеченных строк в таблице больше нет. Обновите страницу и отметьте заново."
CHANGED_MEANWHILE = "тем временем изменил другой сотрудник"
NOT_PLAIN = "срок «{}» — не просто даты или выйдет за период карты, сдвиньте его сами"


@dataclass(frozen=True)
class Outcome:
    """How many rows changed, and why the others did not, a sentence each."""

    changed: int
    left_out: tuple[str, ...] = ()


@dataclass
class Chosen:
    """Rows to change in the order of the table; `versions` are those that the person saw."""

    roadmap: Roadmap
    rows: list[Activity]
    left_out: list[str]

    @classmethod
    def of(cls, roadmap: Roadmap, versions: dict[int, int]) -> "Chosen":
        roadmap = locked_draft(roadmap)
        found = list(roadmap.activities.filter(pk__in=versions).select_related("section").in_order())
        if not found:
            raise NotPossible(NONE_LEFT)
        rows = [row for row in found if row.version == versions[row.pk]]
        left_out = [f"{named(row)}: {CHANGED_MEANWHILE}." for row in found if row.version != versions[row.pk]]
        if gone := len(versions) - len(found):
            left_out.append(f"{plural(gone, 'строку,строки,строк')} тем временем удалил другой сотрудник.")
        return cls(roadmap, rows, left_out)

    def step(self, by: User, what: str, *, moved: Iterable[int] = ()):
        return undoable(self.roadmap, by, f"{what} ({plural(len(self.rows), 'строка,строки,строк')})", moved=moved)

    def save(self, *names: str) -> Outcome:
        """Store the named columns; whoever has one of the rows open will see that it changed."""
        for row in self.rows:
            row.version += 1
        Activity.objects.bulk_update(self.rows, [*names, "version"], batch_size=200)
        if "responsible_text" in names:
            parties.link(self.rows, municipality_id=self.roadmap.municipality_id)
        return self.outcome()

    def outcome(self) -> Outcome:
        return Outcome(len(self.rows), tuple(self.left_out))


@transaction.atomic
def shift_deadlines(roadmap: Roadmap, *, by: User, rows: dict[int, int], weeks: int = 0, months: int = 0) -> Outcome:
    """Later, or earlier for negative numbers. Only deadlines that are plain dates; the others are told."""
    chosen = Chosen.of(roadmap, rows)
    period, moved = chosen.roadmap.period, []
    for row in chosen.rows:
        wording = shifted(row.deadline_text, period=period, weeks=weeks, months=months)
        if wording is None:
            chosen.left_out.append(f"{named(row)}: {NOT_PLAIN.format(row.deadline_text.strip() or 'не указан')}.")
            continue
        row.deadline_text = wording
        read_into(row, period)
        moved.append(row)
    chosen.rows = moved
    with chosen.step(by, "сдвиг сроков"):
        return chosen.save("deadline_text", *READING)


@transaction.atomic
def change_responsible(roadmap: Roadmap, *, by: User, rows: dict[int, int], text: str, replace: bool) -> Outcome:
    """Write other responsible parties, or add those who are not named yet."""
    chosen = Chosen.of(roadmap, rows)
    for row in chosen.rows:
        row.responsible_text = text if replace else _with(row.responsible_text, text)
    with chosen.step(by, "замена ответственных" if replace else "добавление ответственных"):
        return chosen.save("responsible_text")


def _with(written: str, added: str) -> str:
    """The cell with those added whom it does not name; nothing of what stands there is rewritten."""
    if not written.strip():
        return added
    known = {party.key for party in read_responsible(written)}
    missing = {party.key for party in read_responsible(added)} - known
    return f"{written.rstrip().rstrip(',;')}, {added}" if missing else written


@transaction.atomic
def set_output_document(roadmap: Roadmap, *, by: User, rows: dict[int, int], text: str) -> Outcome:
    chosen = Chosen.of(roadmap, rows)
    for row in chosen.rows:
        row.output_documents = text
    with chosen.step(by, "выходной документ"):
        return chosen.save("output_documents")


@transaction.atomic
def move_rows(roadmap: Roadmap, *, by: User, rows: dict[int, int], section: Section) -> Outcome:
    """To the end of another section, in the order they stand in."""
    chosen, section = Chosen.of(roadmap, rows), current_section(section)
    keys = [row.pk for row in chosen.rows]
    with chosen.step(by, f"перенос в раздел {named(section)}", moved=keys):
        ids = [pk for pk in ids_of(section.activities.all()) if pk not in keys]
        Activity.objects.filter(pk__in=keys).update(section=section)
        put_in_order(Activity, [*ids, *keys])
    return chosen.outcome()


@transaction.atomic
def delete_rows(roadmap: Roadmap, *, by: User, rows: dict[int, int]) -> Outcome:
    chosen = Chosen.of(roadmap, rows)
    with chosen.step(by, "удаление строк"):
        Activity.objects.filter(pk__in=[row.pk for row in chosen.rows]).delete()
    return chosen.outcome()


@transaction.atomic
def renumber(roadmap: Roadmap, *, by: User) -> Outcome:
    """«1.», «2.», «3.» from the first row to the last, all sections in one row of numbers."""
    roadmap = locked_draft(roadmap)
    rows = list(roadmap.activities.in_order())
    others = [row for place, row in enumerate(rows, start=1) if row.number != f"{place}."]
    if not others:
        raise NotPossible("Строки уже пронумерованы по порядку.")
    for place, row in enumerate(rows, start=1):
        row.number = f"{place}."
    chosen = Chosen(roadmap, others, [])
    with chosen.step(by, "новая нумерация"):
        return chosen.save("number")


@transaction.atomic
def add_rows(
    *, section: Section, by: User, rows: list[dict[str, str]], form_key: UUID, after: Activity | None = None
) -> list[Activity]:
    """Rows as they were copied, after another one or at the end of the section. A form sent twice adds them once."""
    roadmap = locked_draft(section.roadmap)
    section = current_section(section)
    keys = [_key(form_key, place) for place in range(len(rows))]
    made = {row.form_key: row for row in roadmap.activities.filter(form_key__in=keys)}
    known = [made[key] for key in keys if key in made]
    if known and [row.text for row in known] == [row["text"] for row in rows]:
        return known
    added = [
        Activity(municipality_id=roadmap.municipality_id, roadmap=roadmap, section=section, position=0, **texts)
        for texts in rows
    ]
    for place, row in enumerate(added):
        row.form_key = None if known else keys[place]
        read_into(row, roadmap.period)
    with undoable(roadmap, by, f"вставка ({plural(len(rows), 'строка,строки,строк')})"):
        ids = ids_of(section.activities.all())
        new = [row.pk for row in Activity.objects.bulk_create(added)]
        put_in_order(Activity, placed(ids, new, after=place_after(ids, after)))
        parties.link(added, municipality_id=roadmap.municipality_id)
    return added


def _key(form_key: UUID, place: int) -> UUID:
    """A key of each row's own, made of the form's."""
    return uuid5(form_key, str(place))
