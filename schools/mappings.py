"""What a person has decided once about tables: meanings of columns by layout, schools by spelling."""

from collections.abc import Iterable

from schools.importers.naming import FACTS, SchoolNames, key
from schools.models import ColumnMapping, School, SchoolEvent, SchoolSpelling


def recall(municipality_id: int, kind: str, fingerprints: Iterable[str]) -> dict[str, list[str]]:
    """Meanings of the columns by fingerprint of the headings, where they are remembered. One statement."""
    rows = ColumnMapping.objects.filter(
        municipality=municipality_id, kind=kind, fingerprint__in=list(fingerprints)
    ).values_list("fingerprint", "meanings")
    return dict(rows)


def remember(municipality_id: int, kind: str, meanings: dict[str, list[str]]) -> None:
    """Keep the meanings of columns by fingerprint; later ones take the place of earlier ones."""
    ColumnMapping.objects.bulk_create(
        [
            ColumnMapping(municipality_id=municipality_id, kind=kind, fingerprint=fingerprint, meanings=keys)
            for fingerprint, keys in meanings.items()
        ],
        update_conflicts=True,
        unique_fields=["municipality", "kind", "fingerprint"],
        update_fields=["meanings"],
    )


def school_names(municipality_id: int) -> SchoolNames:
    """All that schools of the municipality are called, by remembered spellings and formerly, too. Three statements."""
    spellings = SchoolSpelling.objects.filter(municipality=municipality_id).values_list("key", "school_id")
    schools = School.objects.filter(municipality=municipality_id).values_list(*FACTS)
    names = SchoolNames.of(schools, dict(spellings))
    renamed = SchoolEvent.objects.filter(municipality=municipality_id, kind=SchoolEvent.Kind.RENAMED)
    names.add_former(renamed.values_list("school", "was_short_name", "was_name"))
    return names


def remember_schools(municipality_id: int, chosen: dict[str, int]) -> None:
    """Tie spellings, as they stand in a table, to schools of the same municipality (the form has checked them)."""
    rows = {key(text): school_id for text, school_id in chosen.items()}
    SchoolSpelling.objects.bulk_create(
        [SchoolSpelling(municipality_id=municipality_id, key=text, school_id=pk) for text, pk in rows.items()],
        update_conflicts=True,
        unique_fields=["municipality", "key"],
        update_fields=["school"],
    )
