"""Drawing up: a roadmap from nothing or from a document, its own texts, its end as a draft."""

from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import ProtectedError

from roadmaps.heads import read_facts
from roadmaps.importers import ReadActivity, RoadmapReading
from roadmaps.models import Activity, Roadmap, Section
from roadmaps.services import parties, templates
from roadmaps.services.once import once
from roadmaps.services.refusals import NotPossible, check_version, locked, locked_draft
from roadmaps.services.steps import write_head
from roadmaps.services.wording import read_into
from schools.models import School, User

NO_PERIOD = "Укажите, за какой период составлена дорожная карта: без него нельзя понять сроки."


@transaction.atomic
def create(
    *,
    by: User,
    school: School | None = None,
    form_key: UUID | None = None,
    template: Roadmap | None = None,
    **facts,
) -> Roadmap:
    """A draft with one untitled section, or with what the template has. A form sent twice makes one.

    `facts` are title, starts_on, ends_on and may be goal, tasks, target_groups, expected_results, indicators.
    """

    if template:
        template = locked(template)
        facts = templates.texts_from(template, facts)
        form_key = form_key and uuid5(form_key, str(template.pk))  # another template makes another roadmap

    def make(key: UUID | None) -> Roadmap:
        roadmap = Roadmap.objects.create(
            municipality_id=by.municipality_id, owner=by, school=school, form_key=key, **facts
        )
        if template:
            templates.fill(roadmap, template, by=by)
        else:
            Section.objects.create(municipality_id=by.municipality_id, roadmap=roadmap, position=1)
        return roadmap

    return once(Roadmap.objects.filter(owner=by), form_key, {**facts, "school": school}, make)


@transaction.atomic
def create_from_reading(reading: RoadmapReading, *, by: User, school: School | None = None) -> Roadmap:
    """A draft with every wording as it was read. Raises NotPossible while nobody has said the period."""
    if reading.period is None:
        raise NotPossible(NO_PERIOD)
    roadmap = Roadmap.objects.create(
        municipality_id=by.municipality_id,
        owner=by,
        school=school,
        title=reading.title[:500] or "Дорожная карта без названия",
        **read_facts(reading),
    )
    _add_rows(roadmap, reading)
    return roadmap


def _add_rows(roadmap: Roadmap, reading: RoadmapReading) -> None:
    sections = Section.objects.bulk_create(
        Section(municipality_id=roadmap.municipality_id, roadmap=roadmap, title=section.title[:500], position=place)
        for place, section in enumerate(reading.sections, start=1)
    )
    rows = Activity.objects.bulk_create(
        _activity(roadmap, section, place, row)
        for section, read in zip(sections, reading.sections, strict=True)
        for place, row in enumerate(read.activities, start=1)
    )
    parties.link(rows, municipality_id=roadmap.municipality_id)


def _activity(roadmap: Roadmap, section: Section, place: int, row: ReadActivity) -> Activity:
    activity = Activity(
        municipality_id=roadmap.municipality_id,
        roadmap=roadmap,
        section=section,
        position=place,
        number=row.number[:20],
        text=row.text,
        deadline_text=row.deadline_text,
        responsible_text=row.responsible_text,
        result=row.result,
        output_documents="\n".join(row.output_documents),
    )
    read_into(activity, roadmap.period)
    return activity


@transaction.atomic
def update_texts(roadmap: Roadmap, *, by: User, version: int, **texts) -> Roadmap:
    """Save the roadmap's own texts; a new period has its deadlines read again. Raises Conflict, NotPossible."""
    row = locked_draft(roadmap)
    check_version(row, version, texts)
    write_head(row, texts)
    return row


@transaction.atomic
def delete(roadmap: Roadmap, *, by: User) -> None:
    """A draft goes with its rows; what was once approved stays for good."""
    try:
        locked_draft(roadmap).delete()
    except ProtectedError as error:
        raise NotPossible("По этому черновику уже подготовлен приказ. Сначала удалите проект приказа.") from error
