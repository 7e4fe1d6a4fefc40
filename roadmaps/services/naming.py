"""What a row or a section is called where it is spoken of: its own first words."""

from roadmaps.models import Activity, Section

LONGEST = 60  # characters of its text


def named(row: Activity | Section) -> str:
    """In a sentence: «Семинар для завучей», with its quotation marks."""
    return f"«{_first_words(row.text if isinstance(row, Activity) else row.title)}»"


def row_name(row: Activity) -> str:
    """«3. Семинар для завучей», as it stands in the table."""
    return f"{row.number} {_first_words(row.text)}".strip()


def _first_words(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
