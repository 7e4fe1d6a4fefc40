"""An imported document for a person to look over: each row's source beside what was understood, doubts first."""

from dataclasses import dataclass, field

from roadmaps.deadlines import Period, read_deadline
from roadmaps.importers import ReadActivity, RoadmapReading
from roadmaps.sheet import understood


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """`index` counts rows from zero over the whole document; `cells` are (heading, text) as in the file."""

    index: int
    section: str
    read: ReadActivity
    cells: list[tuple[str, str]]
    deadline: dict
    doubts: list[str]

    @property
    def documents(self) -> str:
        return "\n".join(self.read.output_documents)


@dataclass(frozen=True, slots=True)
class Review:
    """`doubtful` and `clear` rows make up the document; `doubts` are about the document as a whole."""

    doubtful: list[ReviewRow] = field(default_factory=list)
    clear: list[ReviewRow] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.doubtful) + len(self.clear)


def review(reading: RoadmapReading) -> Review:
    """Rows with doubts and rows without, each in the order of the document."""
    period = Period(*reading.period) if reading.period else None
    rows = [
        _row(index, section.title, activity, reading, period)
        for index, (section, activity) in enumerate(
            (section, activity) for section in reading.sections for activity in section.activities
        )
    ]
    doubts = [*reading.doubts]
    if period is None:
        doubts.insert(0, "Период дорожной карты в документе не найден. Укажите его: от него зависят сроки.")
    return Review([row for row in rows if row.doubts], [row for row in rows if not row.doubts], doubts)


def row_at(reading: RoadmapReading, index: int) -> ReviewRow | None:
    """The row with that index, or None."""
    result = review(reading)
    return next((row for row in [*result.doubtful, *result.clear] if row.index == index), None)


def _row(index: int, section: str, activity: ReadActivity, reading: RoadmapReading, period: Period | None) -> ReviewRow:
    deadline = understood(read_deadline(activity.deadline_text, period=period)) if period else {}
    doubts = [*activity.doubts]
    if deadline.get("is_doubtful") and not any(doubt.startswith("Срок") for doubt in doubts):
        ask = deadline["understood"]
        doubts.append(f"{ask[:1].upper()}{ask[1:]}.")
    return ReviewRow(index, section, activity, _cells(activity, reading), deadline, doubts)


def _cells(activity: ReadActivity, reading: RoadmapReading) -> list[tuple[str, str]]:
    """Cells of the source rows under their headings, empty ones left out."""
    headings = [column.heading for column in reading.columns]
    rows = [reading.source[place].cells for place in activity.source]
    width = max(map(len, rows), default=0)
    headings += [""] * (width - len(headings))
    texts = ["\n".join(filter(None, (cells[place] for cells in rows if place < len(cells)))) for place in range(width)]
    return [(heading, text) for heading, text in zip(headings, texts, strict=False) if text]
