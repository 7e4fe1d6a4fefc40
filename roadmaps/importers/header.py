"""The order over a roadmap, the stamp of its annex, and the title: read line by line from the top."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from roadmaps.importers.blocks import squash
from roadmaps.importers.periods import read_date
from roadmaps.importers.reading import ReadOrder, ReadStamp

NUMBER = re.compile(r"№\s*([^\W_][\w/.–-]*(?:\s*[-/]\s*\w+)*)")
DATED_NUMBER = re.compile(r"\bот\b(.{4,40}?)№\s*([^\W_][\w/.–-]*)")
KIND = re.compile(r"^(?:приказ|распоряжение|постановление|решение)$", re.IGNORECASE)
ORDERS = re.compile(r"\b(?:приказываю|обязываю|постановляю|распоряжаюсь|решил)\b\s*:?$", re.IGNORECASE)
TITLE = re.compile(r"^[«\"]?об? [«\"\w]", re.IGNORECASE)
PREAMBLE = re.compile(
    r"^(?:в целях|в соответствии|на основании|во исполнение|в связи|с целью|руководствуясь|согласно|в рамках|"
    r"по итогам)",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"(?:^|[\s,])(?:г\.|гор\.|город|пгт\.?|п\.|пос\.|пос[её]лок|с\.|село|ст\.|станица|р\.\s?п\.)\s*"
    r"([А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+)?)"
)
CLAUSE = re.compile(r"^\w{1,2}[.)]\s+(?=[А-ЯЁ])")
POSITION = re.compile(
    r"^(?:врио|и\.?\s?о\.|исполняющ|начальник|руководител|директор|заведующ|глав[аы]|заместител|председател)",
    re.IGNORECASE,
)
PERSON = re.compile(r"([А-ЯЁ])\.\s?([А-ЯЁ])\.\s?([А-ЯЁ][а-яё-]+)|([А-ЯЁ][а-яё-]+)\s+([А-ЯЁ])\.\s?([А-ЯЁ])\.")
STAMP = re.compile(r"^\(?(?:приложение\b|утвержд[её]н[аоы]?\b|утверждаю\b)", re.IGNORECASE)
ANNEX_NUMBER = re.compile(r"^\(?приложение(?:\s*№?\s*\d+)?\)?\.?$", re.IGNORECASE)
NAMED_PLAN = re.compile(
    r"^[«\"]?(?:муниципальн\w+ )?(?:дорожная карта|план\b|комплекс\w* (?:мер|план)|"
    r"план-график|перечень мероприятий)",
    re.IGNORECASE,
)
STAMP_LINES = 8
TITLE_LINES = 6
LONGEST_STAMP_LINE = 160  # characters


@dataclass(frozen=True)
class Head:
    """`rest` are the lines of the annex below its title."""

    order: ReadOrder
    stamp: ReadStamp
    title: str
    rest: tuple[str, ...]
    doubts: tuple[str, ...]


def read_head(lines: list[str], part_of: Callable[[str], str]) -> Head:
    """Read the lines above the table; `part_of(line)` names the part that a line opens, such as «Цель»."""
    start = annex_start(lines)
    above = lines[:start] if start is not None else lines[: order_end(lines)]
    stamp, after = read_stamp(lines, start)
    if start is None:
        after = len(above)
    title, rest = read_title(lines[after:], part_of)
    order = read_order(above)
    if not order.number and not order.date:
        order = replace(order, number=stamp.number, date=stamp.date)
    return Head(order, stamp, title, tuple(rest), tuple(head_doubts(order, stamp, start)))


def annex_start(lines: list[str]) -> int | None:
    """Line where the last annex begins; «Приложение» and «Утверждена» over one annex are one stamp."""
    starts = [index for index, line in enumerate(lines) if STAMP.match(line) and len(line) < LONGEST_STAMP_LINE]
    if not starts:
        return None
    first = starts.pop()
    while starts and first - starts[-1] <= STAMP_LINES and all(len(line) < 100 for line in lines[starts[-1] : first]):
        first = starts.pop()
    return first


def order_end(lines: list[str]) -> int:
    """Where an order without a stamped annex ends: at the line that names the plan, after the last clause."""
    command = next((index for index, line in enumerate(lines) if ORDERS.search(line)), None)
    if command is None:
        return 0
    named = (index for index in range(command, len(lines)) if NAMED_PLAN.match(lines[index]))
    return next(named, len(lines))


def read_stamp(lines: list[str], start: int | None) -> tuple[ReadStamp, int]:
    """The stamp and the line after it."""
    if start is None:
        return ReadStamp(), 0
    end = start + 1
    for index in range(start, min(start + STAMP_LINES, len(lines))):
        if len(lines[index]) > LONGEST_STAMP_LINE:
            break
        text = squash(" ".join(lines[start : index + 1]))
        found = DATED_NUMBER.search(text)
        if found:
            end = index + 1
            while end < len(lines) and ANNEX_NUMBER.match(lines[end]):
                end += 1
            return ReadStamp(found[2].rstrip(".,;"), read_date(found[1]), text), end
    while end < min(start + STAMP_LINES, len(lines)) and (
        ANNEX_NUMBER.match(lines[end])
        or STAMP.match(lines[end])
        or re.match(r"(?:к )?приказ|от\b", lines[end], re.IGNORECASE)
    ):
        end += 1
    return ReadStamp(text=squash(" ".join(lines[start:end]))), end


def read_title(lines: list[str], part_of: Callable[[str], str]) -> tuple[str, list[str]]:
    """Title of the roadmap and the lines below it."""
    title: list[str] = []
    for line in lines[:TITLE_LINES]:
        if part_of(line) not in ("", "plan") or (title and not belongs(line, title[-1])):
            break
        title.append(line)
    return squash(" ".join(title)), lines[len(title) :]


def belongs(line: str, above: str) -> bool:
    """The title goes on in this line."""
    if above.endswith((".", ":")) or len(line) > LONGEST_STAMP_LINE:
        return False
    return (
        line[:1].islower()
        or line[:1] in '«("'
        or line.isupper()
        or above[-1] in ",-–—"
        or NAMED_PLAN.match(above) is not None
    )


def read_order(lines: list[str]) -> ReadOrder:
    command = next((index for index, line in enumerate(lines) if ORDERS.search(line)), None)
    titled = next((index for index, line in enumerate(lines[:command]) if TITLE.match(line)), None)
    head = lines[: titled if titled is not None else command]
    if command is None and not any(KIND.match(line) for line in lines):
        return ReadOrder()
    short = [line for line in head if len(line) <= 120]
    numbers = [found[1] for line in short if (found := NUMBER.search(line))]
    dates = [date for line in short if (date := read_date(line))]
    signer, position = read_signer(lines[command or len(head) :])
    return ReadOrder(
        number=squash(numbers[0]).rstrip(".,") if numbers else "",
        date=dates[0] if dates else None,
        city=read_city(short),
        title=order_title(lines, titled),
        signer=signer,
        signer_position=position,
        clauses=sum(bool(CLAUSE.match(line)) for line in lines[command or len(lines) :]),
    )


def order_title(lines: list[str], start: int | None) -> str:
    title: list[str] = []
    for line in lines[start : start + TITLE_LINES] if start is not None else ():
        if title and (PREAMBLE.match(line) or ORDERS.search(line) or len(line) > 400):
            break
        title.append(line)
    return squash(" ".join(title))


def read_city(lines: list[str]) -> str:
    """The line that is the place alone goes before an address; «г. КЛЮЧИ» is Ключи."""
    found = [(len(line) - len(match[0]), match[1]) for line in lines if (match := PLACE.search(line))]
    city = min(found)[1] if found else ""
    return city.title() if city.isupper() else city


def read_signer(lines: list[str]) -> tuple[str, str]:
    """Surname with initials, and position, of who signed below the clauses."""
    position: list[str] = []
    for line in lines:
        if not position and not POSITION.match(line):
            continue
        person = PERSON.search(line)
        if person:
            position.append(line[: person.start()])
            return surname_first(person), squash(" ".join(position))
        position.append(line)
        if len(position) > 5 or len(line) > 150:
            position = []
    return "", ""


def surname_first(person: re.Match) -> str:
    first, second, after, before, third, fourth = person.groups()
    return f"{after or before} {first or third}.{second or fourth}."


def head_doubts(order: ReadOrder, stamp: ReadStamp, start: int | None):
    if stamp.number and order.number.casefold() != stamp.number.casefold():
        yield f"Номер приказа «{order.number}», а на приложении — «{stamp.number}»."
    if stamp.date and order.date and stamp.date != order.date:
        yield f"Дата приказа {order.date:%d.%m.%Y}, а на приложении — {stamp.date:%d.%m.%Y}."
    if start is not None and not stamp.date:
        yield "Дата на приложении не указана полностью."
