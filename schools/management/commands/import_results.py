"""Results from a table: `import_results FILE --by LOGIN` takes them, `--dry-run --json` only shows the reading."""

import json
from pathlib import Path

from django.core.files import File
from django.core.management.base import CommandError

from config import clock, commands, jobs
from config.models import Job
from config.uploads import UploadRefused
from schools import services
from schools.forms import AboutTableForm
from schools.importers.reading import Reading, Row
from schools.importers.results import LAYOUTS, read_results
from schools.importers.sheet import TableRefused, read_sheets
from schools.models import Municipality, ResultImport, User
from schools.permissions import can_edit_results
from schools.results.comparing import compare
from schools.results.stored import asked_of

ANY = "auto"


class Command(commands.Command):
    help = "Читает результаты ВПР, ОГЭ, ЕГЭ, ГВЭ и диагностик из таблицы XLSX или CSV."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?", help="таблица с результатами")
        parser.add_argument("--municipality", metavar="NAME", help="название или номер муниципалитета, чьи это школы")
        parser.add_argument("--by", metavar="LOGIN", help="от чьего имени загрузить: электронная почта специалиста")
        parser.add_argument("--layout", default=ANY, help=f"вид таблицы: {', '.join([ANY, *LAYOUTS])}")
        parser.add_argument("--year", help="год, если в таблице его нет")
        parser.add_argument("--procedure", help="процедура (vpr, oge, ege, gve, diag), если в таблице её нет")
        parser.add_argument("--subject", help="предмет, если в таблице его нет")
        parser.add_argument("--grade", help="класс, если в таблице его нет")
        parser.add_argument("--only-good", action="store_true", help="взять строки без ошибок, если ошибки есть")
        parser.add_argument("--dry-run", action="store_true", help="ничего не сохранять, только показать прочитанное")
        parser.add_argument("--json", action="store_true", help="показать прочитанное в JSON (других видов нет)")

    def handle(self, *args, file: Path | None, dry_run: bool, by: str | None, **options):
        if file is None:
            raise CommandError("Укажите файл с таблицей результатов.")
        if not (by or dry_run):
            raise CommandError("Укажите, от чьего имени загрузить (--by), или попросите только показать (--dry-run).")
        given = given_by(options)
        author = author_of(by) if by else None
        municipality = author.municipality if author else municipality_of(options["municipality"])
        try:
            with file.open("rb") as opened:
                reading = read(opened, file.name, municipality, given, options["layout"])
                told = show(reading, municipality) if dry_run else self.save(opened, file.name, author, given, options)
                self.stdout.write(told)
        except (UploadRefused, TableRefused) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Файл «{file}» не открывается: проверьте имя и права.") from error

    def save(self, opened, name: str, by: User, given: dict, options: dict) -> str:
        """The same two jobs as behind the pages, done here."""
        self.done(services.hand_in_results(File(opened, name=name), by=by, **given))
        result_import = ResultImport.objects.filter(created_by=by, applied_at=None).latest("pk")
        errors = result_import.summary["errors_count"]
        if errors and not options["only_good"]:
            raise CommandError(
                f"Ошибок в таблице: {errors}. Посмотрите их (--dry-run) или возьмите остальное (--only-good)."
            )
        self.done(services.take_results(result_import, by=by, only_good=options["only_good"]))
        result_import.refresh_from_db()
        read = result_import.summary
        return f"Новых строк: {read['new_count']}, изменённых: {read['changed_count']}, прежних: {read['same_count']}."

    def done(self, job: Job) -> None:
        jobs.run(job.pk)
        job.refresh_from_db()
        if job.status != Job.Status.DONE:
            raise CommandError(job.failure or "Загрузку отменили.")


def given_by(options: dict) -> dict:
    """What is said of the table, checked as on its page."""
    if options["layout"] not in (ANY, *LAYOUTS):
        raise CommandError(f"Вида таблицы «{options['layout']}» нет. Есть: {', '.join([ANY, *LAYOUTS])}.")
    form = AboutTableForm({name: options[name] for name in AboutTableForm.base_fields})
    for name, errors in form.errors.items():
        raise CommandError(f"{form.fields[name].label} (--{name}): {' '.join(errors)}")
    return {name: value for name, value in form.cleaned_data.items() if value}


def municipality_of(wanted: str | None) -> Municipality:
    rows = Municipality.objects.all()
    if wanted:
        rows = rows.filter(pk=int(wanted)) if wanted.isdecimal() else rows.filter(name=wanted)
    if len(found := list(rows[:2])) != 1:
        raise CommandError("Укажите один муниципалитет: --municipality с его названием или номером.")
    return found[0]


def author_of(login: str) -> User:
    user = User.objects.active().filter(email=login.lower()).first()
    if user is None or not can_edit_results(user):
        raise CommandError(f"Нет сотрудника «{login}», которому можно загружать результаты.")
    return user


def read(opened, name: str, municipality: Municipality, given: dict, layout: str) -> Reading:
    asked = asked_of(municipality, name, clock.today(), given)
    reading = read_results(read_sheets(opened, name, with_hidden=True), asked)
    if layout not in (ANY, reading.layout):
        raise TableRefused(f"Это другой вид таблицы: {LAYOUTS[reading.layout]}.")
    return reading


def show(reading: Reading, municipality: Municipality) -> str:
    found = compare(reading.rows, municipality.pk)
    data = {
        "layout": reading.layout,
        "year": only({row.year for row in reading.rows}),
        "procedure": only({row.procedure for row in reading.rows}),
        "missing": sorted(reading.missing),
        "counts": {"new": len(found.new), "changed": len(found.changed), "same": len(found.same)},
        "rows": [as_json(row) for row in reading.rows],
        "errors": [problem.as_dict() for problem in reading.errors],
        "warnings": [problem.as_dict() for problem in (*reading.warnings, *found.jumps)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def only(values: set):
    """The one value, or a list of several; null for none."""
    return values.pop() if len(values) == 1 else sorted(values) or None


def as_json(row: Row) -> dict:
    return {
        "sheet": row.sheet,
        "row": row.row + 1,
        "school": row.school,
        "school_id": row.school_id,
        "level": row.level or "school",
        "year": row.year,
        "procedure": row.procedure,
        "subject": row.subject,
        "grade": row.grade,
        "participants": row.participants,
        "marks": dict(zip("2345", row.marks, strict=True)) if row.marks else None,
        "below_minimum": row.below,
        "below_minimum_percent": row.below_percent,
        "scale": row.scale,
        "mean": row.mean,
    }
