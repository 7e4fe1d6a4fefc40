"""The text of a person's morning letter: overdue first, then by date; the head's digest at the end."""

from dataclasses import dataclass
from datetime import date

from config.templatetags.opora import plural, ru_date
from monitoring.emails import REMINDER, link
from monitoring.reminders.steps import days_left
from monitoring.reminders.things import Thing
from schools.models import User
from schools.working_days import next_working_day

DAYS = "день,дня,дней"


@dataclass(frozen=True, slots=True)
class Item:
    """A thing at a step, for one person; in the digest of a head who only watches it."""

    thing: Thing
    step: int
    is_digest: bool = False


def compose(person: User, items: list[Item], today: date) -> dict[str, str]:
    """Heading and body of the letter."""
    own = [item for item in items if not item.is_digest]
    sections = {
        "late": _lines([item for item in own if days_left(item.thing.due_on, today) < 0], today),
        "coming": _lines([item for item in own if days_left(item.thing.due_on, today) >= 0], today),
        "digest": _lines([item for item in items if item.is_digest], today),
    }
    words = {"late": "просрочено", "coming": "предстоит", "digest": "давно просрочено в муниципалитете"}
    summary = ", ".join(f"{words[name]} {len(lines)}" for name, lines in sections.items() if lines)
    return REMINDER.render(person=person, summary=summary, today=today, **sections)


def _lines(items: list[Item], today: date) -> list[dict]:
    ordered = sorted((item.thing for item in items), key=lambda thing: (thing.due_on, thing.title, thing.school))
    return [
        {
            "title": thing.title.strip().rstrip("."),
            "school": thing.school,
            "due": due_in_words(thing.due_on),
            "when": when(days_left(thing.due_on, today)),
            "url": link(thing.url_name, thing.pk),
        }
        for thing in ordered
    ]


def due_in_words(due_on: date) -> str:
    """«5 декабря 2026 г.», on a day off with the day that counts, as pages name the day of the plan alone."""
    counts = next_working_day(due_on)
    return ru_date(due_on) + ("" if counts == due_on else f" (выходной, считается {ru_date(counts)})")


def when(left: int) -> str:
    """«сегодня», «завтра», «через 7 дней», «просрочено на 3 дня»."""
    if left < 0:
        return f"просрочено на {plural(-left, DAYS)}"
    return {0: "сегодня", 1: "завтра"}.get(left) or f"через {plural(left, DAYS)}"
