"""Show what would be imported from a file: `import_roadmap FILE --dry-run --json`."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from config.uploads import UploadRefused
from roadmaps.deadlines import Period, read_deadline
from roadmaps.importers import NoRoadmapTable, ReadActivity, RoadmapReading, read_document

HEAD = (
    "order",
    "stamp",
    "title",
    "goal",
    "tasks",
    "target_groups",
    "expected_results",
    "indicators",
    "schools",
    "period",
)


class Command(BaseCommand):
    help = "Читает дорожную карту из файла DOCX, XLSX или TXT."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="файл с дорожной картой")
        parser.add_argument("--dry-run", action="store_true", required=True, help="ничего не сохранять")
        parser.add_argument("--json", action="store_true", required=True, help="вывести прочитанное в JSON")

    def handle(self, *args, file: Path, **options):
        try:
            with file.open("rb") as opened:
                reading = read_document(opened, file.name)
        except (UploadRefused, NoRoadmapTable) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Файл «{file}» не открывается: проверьте имя и права.") from error
        self.stdout.write(json.dumps(as_json(reading), ensure_ascii=False, indent=1))


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
    deadline = {}
    if reading.period:
        approved = reading.order.date or reading.stamp.date
        deadline = read_deadline(
            activity.deadline_text, period=Period(*reading.period), approved=approved
        ).as_dict()
    return {
        "number": activity.number,
        "text": activity.text,
        "deadline": deadline,
        "responsible": activity.responsible_text,
        "result": activity.result,
        "output_documents": list(activity.output_documents),
        "doubts": [*activity.doubts, *deadline.get("doubts", ())],
    }
