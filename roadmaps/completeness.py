"""What a draft lacks before it can be handed over, each gap with the rows where it is. Pure: rows are passed in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.templatetags.opora import plural

MOST_LINKS = 5  # of one gap; the rest is counted
# «задача 2», «к задачам 1 и 3», «задачи № 2–4»
NAMED_TASKS = re.compile(
    r"\bзадач(?:[аиуе]|ей|ами?|ах)?\s*(?:№+\s*)?((?:\d{1,3}\s*(?:,|и|–|-)\s*)*\d{1,3})(?!\d|\s*%)", re.IGNORECASE
)
IN_ROWS, IN_SECTIONS = "строке,строках,строках", "разделе,разделах,разделах"


@dataclass(frozen=True, slots=True)
class Gap:
    """`what` is lacking, in the genitive; `places` are (name, anchor) of the rows, none for the roadmap's own texts."""

    what: str
    places: tuple[tuple[str, str], ...] = ()
    forms: str = IN_ROWS


def gaps(sections: Iterable[dict], *, goal: str, tasks: list[str], indicators: list[str]) -> list[Gap]:
    """Gaps in the order in which they are usually filled.

    `sections` are dictionaries of `id`, `title` and `rows`; a row has `id`, `number`, `responsible_text`,
    `deadline_text` and `is_unclear`. A section counts as empty only beside others or under a title of its own.
    """
    sections = list(sections)
    rows = [row for section in sections for row in section["rows"]]
    empty = [section for section in sections if not section["rows"] and (section["title"] or len(sections) > 1)]
    found = [
        Gap("ответственного", _rows(row for row in rows if not row["responsible_text"].strip())),
        Gap("срока", _rows(row for row in rows if not row["deadline_text"].strip())),
        Gap("понятного срока", _rows(row for row in rows if row["deadline_text"].strip() and row["is_unclear"])),
        Gap("мероприятий", tuple((f"«{s['title'] or 'без названия'}»", f"s{s['id']}") for s in empty), IN_SECTIONS),
    ]
    own = []
    if not goal.strip():
        own.append(Gap("цели"))
    if tasks and not indicators:
        own.append(Gap("показателей к задачам"))
    elif lacking := without_indicator(len(tasks), indicators):
        own.append(Gap(_of_tasks(lacking)))
    return [gap for gap in found if gap.places] + own


def without_indicator(tasks_count: int, indicators: Iterable[str]) -> list[int]:
    """Numbers of the tasks that no indicator is for.

    An indicator that names tasks is for those; one that names none is for the first task still without.
    """
    named: set[int] = set()
    unnamed = 0
    for text in indicators:
        numbers = {number for number in named_tasks(text) if 1 <= number <= tasks_count}
        named |= numbers
        unnamed += not numbers
    return [number for number in range(1, tasks_count + 1) if number not in named][unnamed:]


def named_tasks(text: str) -> set[int]:
    """The numbers in «задача 2», «к задачам 1, 3 и 5», «задачи 2–4»."""
    numbers: set[int] = set()
    for written in NAMED_TASKS.findall(text):
        for part in re.split(r"\s*(?:,|и)\s*", written):
            first, *others = [int(number) for number in re.findall(r"\d+", part)]
            numbers |= set(range(first, others[-1] + 1)) if others else {first}
    return numbers


def _of_tasks(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:MOST_LINKS])
    rest = len(numbers) - MOST_LINKS
    more = f" и ещё {rest}" if rest > 0 else ""
    return f"показателя у задачи {shown}" if len(numbers) == 1 else f"показателей у задач {shown}{more}"


def _rows(rows: Iterable[dict]) -> tuple[tuple[str, str], ...]:
    return tuple((f"№ {row['number'].rstrip('.') or '…'}", f"a{row['id']}") for row in rows)


def in_words(found: list[Gap], *, table_url: str, texts_url: str) -> SafeString | str:
    """«Не хватает: ответственного в 1 строке (№ 3), цели.», each place a link; empty when all is there."""
    if not found:
        return ""
    parts = [_part(gap, table_url, texts_url) for gap in found]
    return format_html("Не хватает: {}.", format_html_join(", ", "{}", ((part,) for part in parts)))


def _part(gap: Gap, table_url: str, texts_url: str) -> SafeString:
    if not gap.places:
        return format_html('<a href="{}">{}</a>', texts_url, gap.what)
    shown = gap.places[:MOST_LINKS]
    links = format_html_join(", ", '<a href="{}#{}">{}</a>', ((table_url, anchor, name) for name, anchor in shown))
    rest = len(gap.places) - len(shown)
    more = f" и ещё {rest}" if rest else ""
    return format_html("{} в {} ({}{})", gap.what, plural(len(gap.places), gap.forms), links, more)
