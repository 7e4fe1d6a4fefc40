"""Which schools a method puts on the lists: `identify --municipality 1 --year 2026 --method points --json`. Dry."""

import json

from django.core.management.base import CommandError

from config import clock, commands
from schools.identification import judge, sentence
from schools.identification.gather import gather
from schools.models import IdentificationMethod, MethodVersion, Municipality, Verdict
from schools.models.result import FIRST_YEAR, LAST_YEAR


class Command(commands.Command):
    help = "Показывает, какие школы методика относит к ШНОР и ШНСУ. Ничего не сохраняет."

    def add_arguments(self, parser):
        parser.add_argument("--municipality", metavar="НОМЕР_ИЛИ_НАЗВАНИЕ", help="можно не указывать, если он один")
        parser.add_argument("--year", metavar="ГОД", help="год, в котором начинается учебный год списка")
        parser.add_argument("--method", metavar="КОД", help="код методики, например thresholds")
        parser.add_argument("--json", action="store_true", help="показать в JSON")

    def handle(self, *args, municipality: str | None, year: str | int | None, method: str | None, **options):
        first = _year(year)
        version = _version(_municipality(municipality), method or "")
        found = _found(version, first)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{found['method']}, версия {found['version']}, {found['year']}")
        for row in found["schools"]:
            lists = Verdict(row["verdict"]).label
            self.stdout.write(f"{row['school']} [{lists}]: {row['sentence']}")


def _year(asked: str | int | None) -> int:
    text = str(asked)
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise CommandError(f"Укажите год, в котором начинается учебный год: --year от {FIRST_YEAR} до {LAST_YEAR}.")
    return int(text)


def _municipality(asked: str | None) -> Municipality:
    rows = Municipality.objects.order_by("pk")
    if asked:
        rows = rows.filter(pk=asked) if asked.isdecimal() and len(asked) < 10 else rows.filter(name=asked)
    found = list(rows[:2])
    if len(found) != 1:
        raise CommandError("Укажите муниципалитет: --municipality НОМЕР или точное название.")
    return found[0]


def _version(municipality: Municipality, code: str) -> MethodVersion:
    versions = MethodVersion.objects.filter(municipality=municipality, status=MethodVersion.Status.IN_FORCE)
    found = versions.filter(method__code=code).select_related("method").first()
    if found is None:
        codes = IdentificationMethod.objects.filter(municipality=municipality).order_by("code")
        known = ", ".join(codes.values_list("code", flat=True))
        raise CommandError(f"Нет действующей методики «{code}». Есть: {known}.")
    return found


def _found(version: MethodVersion, year: int) -> dict:
    rules = version.rules
    judged = judge(rules, gather(version.municipality_id, year, today=clock.today(), years_back=rules.years_back))
    schools = [
        {
            "school": one.school.name,
            "points": one.points,
            "flags": [finding.criterion.title for finding in one.findings if finding.is_met],
            "missing": one.missing,
            "verdict": one.verdict,
            "sentence": sentence(one, rules),
        }
        for one in judged
    ]
    return {"method": version.method.code, "version": version.number, "year": year, "schools": schools}
