"""A roadmap from a file: `import_roadmap FILE --by LOGIN` saves a draft, `--dry-run --json` only shows the reading."""

import json
from pathlib import Path

from django.core.files import File
from django.core.management.base import CommandError
from django.db import transaction

from config import commands
from config.uploads import UploadRefused
from roadmaps.deadlines import Deadline, Kind, Period, read_deadline
from roadmaps.importers import NoRoadmapTable, ReadActivity, RoadmapReading, read_document
from roadmaps.permissions import can_create, can_create_municipal
from roadmaps.services import NotPossible, importing
from schools.models import User

HEAD = (
    *("order", "stamp", "title", "goal", "tasks", "target_groups", "expected_results"),
    *("indicators", "schools", "period"),
)


class Command(commands.Command):
    help = "Читает дорожную карту из файла DOCX, XLSX, PDF или TXT."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="файл с дорожной картой")
        parser.add_argument("--by", metavar="LOGIN", help="от чьего имени сохранить черновик: электронная почта")
        parser.add_argument("--dry-run", action="store_true", help="ничего не сохранять, только показать прочитанное")
        parser.add_argument("--json", action="store_true", help="показать прочитанное в JSON (других видов нет)")

    def handle(self, *args, file: Path, by: str | None, dry_run: bool, **options):
        if not (by or dry_run):
            raise CommandError(
                "Укажите, от чьего имени сохранить черновик (--by), или попросите только показать (--dry-run)."
            )
        try:
            with file.open("rb") as opened:
                self.stdout.write(show(opened, file.name) if dry_run else save(opened, file.name, author(by)))
        except (UploadRefused, NoRoadmapTable, NotPossible) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Файл «{file}» не открывается: проверьте имя и права.") from error


def show(opened, name: str) -> str:
    return json.dumps(as_json(read_document(opened, name)), ensure_ascii=False, indent=1)


def author(login: str) -> User:
    user = User.objects.active().filter(email=login.lower()).first()
    if user is None or not can_create(user):
        raise CommandError(f"Нет сотрудника «{login}», которому можно создавать дорожные карты.")
    return user


@transaction.atomic
def save(opened, name: str, by: User) -> str:
    """Save the draft with its document, as the page does; says what came of it."""
    imported = importing.read_upload(File(opened, name=name), by=by)
    school = None if can_create_municipal(by) else by.school
    roadmap = importing.accept(imported, by=by, school=school)
    counts = f"разделов: {roadmap.sections.count()}, мероприятий: {roadmap.activities.count()}"
    return f"Создан черновик № {roadmap.pk} «{roadmap.title}», {counts}."


def as_json(reading: RoadmapReading) -> dict:
    """The reading with every deadline understood; the period is null where the file names none."""
    data = reading.as_dict()
    sections = [
        {"title": section.title, "activities": [activity_json(row, reading) for row in section.activities]}
        for section in reading.sections
    ]
    columns = [column.key for column in reading.columns]
    return {key: data[key] for key in HEAD} | {"columns": columns, "sections": sections}


def activity_json(activity: ReadActivity, reading: RoadmapReading) -> dict:
    deadline = understood(activity.deadline_text, reading)
    return {
        "number": activity.number,
        "text": activity.text,
        "deadline": deadline.as_dict(),
        "responsible": activity.responsible_text,
        "result": activity.result,
        "output_documents": list(activity.output_documents),
        "doubts": [*activity.doubts, *deadline.doubts],
    }


def understood(wording: str, reading: RoadmapReading) -> Deadline:
    if not reading.period:
        return Deadline(
            wording, Kind.NOT_UNDERSTOOD, doubts=("Период дорожной карты не назван: срок прочесть нельзя.",)
        )
    return read_deadline(wording, period=Period(*reading.period), approved=reading.order.date or reading.stamp.date)
