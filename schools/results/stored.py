"""Reading the file of an import with all that the municipality and the person have said."""

from collections.abc import Callable
from datetime import date

from config import files
from schools.importers.reading import About, Asked, Reading
from schools.importers.results import read_results
from schools.importers.sheet import read_sheets
from schools.mappings import recall, school_names
from schools.models import ColumnMapping, Municipality, ResultImport

KIND = "results"


def asked_of(municipality: Municipality, file_name: str, today: date, given: dict | None = None) -> Asked:
    """What reading needs to know of a municipality; `given` as an import keeps it."""
    given = given or {}
    return Asked(
        names=school_names(municipality.pk),
        this_year=today.year,
        given=About(**{name: given[name] for name in ("year", "procedure", "subject", "grade") if given.get(name)}),
        recalled=recall(municipality.pk, KIND, _fingerprints(municipality)),
        skipped=frozenset(given.get("skipped", ())),
        town=municipality.name,
        region=municipality.region,
        file_name=file_name,
    )


def _fingerprints(municipality: Municipality) -> list[str]:
    """An office has a handful of layouts: all of them are asked for before the sheets are read."""
    rows = ColumnMapping.objects.filter(municipality=municipality, kind=KIND)
    return list(rows.values_list("fingerprint", flat=True))


def read_stored(
    result_import: ResultImport, today: date, progress: Callable[[int], None] = lambda percent: None
) -> Reading:
    """Raises UploadRefused or TableRefused, both fit for the screen."""
    name = result_import.file.name
    asked = asked_of(result_import.municipality, name, today, result_import.given)
    with files.open_file(result_import.file) as opened:
        sheets = read_sheets(opened, name, with_hidden=True)
    return read_results(sheets, asked, progress)
