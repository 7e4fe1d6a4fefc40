"""Parts of an annex beside its table: goal, tasks, target groups, results, indicators, schools, period."""

import re
from dataclasses import dataclass, field

from roadmaps.importers.blocks import glue, squash
from roadmaps.importers.indicators import read_indicator
from roadmaps.importers.reading import ReadIndicator

LABEL = re.compile(r"^(?:[-–—•·▪●*⁃]\s*)?(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]|[а-яё]\))?\s*")
MARKED = re.compile(r"^(?:[-–—•·▪●*⁃]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|[а-яё]\))\s*\S")
INLINE_ITEM = re.compile(r"(?<=[;.])\s+(?=\d{1,2}\)\s)")
CHAPTER = re.compile(r"^(?:(?:раздел\s+)?(?:\d{1,2}|[IVX]+)[.)]?\s*)?", re.IGNORECASE)
HEADINGS = {
    "goal": r"(?:основн\w+ |стратегическ\w+ |главн\w+ )?цел[ьи]\b",
    "tasks": r"(?:основные |стратегические )?задач[аи]\b",
    "target_groups": r"целев\w+ (?:групп|аудитори)",
    "expected_results": r"(?:перечень )?(?:основн\w+ )?(?:ожида|планиру|прогноз)\w+ (?:\w+ )?результ",
    "indicators": r"(?:перечень )?(?:целев\w+ |основн\w+ |ключев\w+ )?(?:индикатор|показател)",
    "schools": r"(?:перечень|список)\b.*\b(?:школ|организаци|учреждени|оо\b)",
    "period": r"(?:срок|период|этап)\w*(?: и (?:этап|срок)\w+)? (?:реализац|выполн|действ|провед|исполн)",
    "plan": r"(?:план|перечень|комплекс|система) (?:\w+ )?мер|[«\"]?дорожная карта|план[- ]график",
    "other": r"(?:пояснительн|общие положен|введение|обоснован|участники|исполнители|механизм|риски|паспорт)",
}
PATTERNS = {key: re.compile(pattern, re.IGNORECASE) for key, pattern in HEADINGS.items()}
LONGEST_HEADING = 120  # characters, for a heading without a colon
SCHOOL = re.compile(
    r"\b(?:М[АБК]?ОУ|МБ?ОУ|ГБОУ|ГКОУ|ГАОУ|СОШ|ООШ|НОШ|[Гг]имнази[яи]|[Лл]ице[йя]|[Шш]кола)\b", re.UNICODE
)
NAMES_SCHOOLS = re.compile(r"\b(?:определен|отнесен|вошл|включен|перечень|список|следующ)", re.IGNORECASE)


@dataclass
class Parts:
    """What stands under each heading; `unplaced` are lines that belong to none."""

    goal: str = ""
    tasks: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    expected_results: tuple[str, ...] = ()
    indicators: tuple[ReadIndicator, ...] = ()
    period_text: str = ""
    unplaced: list[str] = field(default_factory=list)


def heading_of(line: str) -> str:
    """Which part a line opens, or "" for a line that opens none."""
    text = line[CHAPTER.match(line).end() :]
    key = next((key for key, pattern in PATTERNS.items() if pattern.match(text)), "")
    named, colon, _ = text.partition(":")
    longest = LONGEST_HEADING if key not in ("plan", "schools") and not colon else 3 * LONGEST_HEADING
    return "" if len(named) > longest or (not colon and text.endswith((".", ";"))) else key


def opens(line: str, current: str) -> str:
    """The part that a line opens when the part `current` is open: an item of a list opens none."""
    key = heading_of(line)
    is_item = MARKED.match(line) and (key == current or (len(line) > LONGEST_HEADING and key != "plan"))
    return "" if is_item else key


def read_parts(lines: list[str]) -> Parts:
    """Sort the lines of an annex into its parts."""
    parts, gathered = Parts(), []
    for line in lines:
        opened = opens(line, gathered[-1][0] if gathered else "")
        if opened:
            after = line.partition(":")[2].strip()
            gathered.append((opened, [after] if after else [], line))
        elif gathered:
            gathered[-1][1].append(line)
        else:
            parts.unplaced.append(line)
    for key, body, heading in gathered:
        place(parts, key, body, heading)
    return parts


def place(parts: Parts, key: str, body: list[str], heading: str) -> None:
    if key == "goal" and not parts.goal:
        parts.goal = squash(" ".join(body))
    elif key == "period" and not parts.period_text:
        parts.period_text = squash(" ".join(body[:1])) or heading
    elif key in ("tasks", "target_groups", "expected_results", "indicators"):
        listed, loose = items(body)
        before = getattr(parts, key)
        if listed and (not before or any(map(MARKED.match, body))):
            found = tuple(map(read_indicator, listed)) if key == "indicators" else tuple(listed)
            parts.unplaced.extend(item.text if key == "indicators" else item for item in before)
            setattr(parts, key, found)
        else:
            loose = [*listed, *loose]
        parts.unplaced.extend(loose)
    elif key == "schools":
        parts.unplaced.extend(body[len(below(body)) :])
    elif key != "plan":
        parts.unplaced.extend([heading, *body])


def items(lines: list[str]) -> tuple[list[str], list[str]]:
    """Items of a list without their marks, and the lines that are no items."""
    lines = [part for line in lines for part in INLINE_ITEM.split(line) if part]
    marked = any(MARKED.match(line) for line in lines)
    listed: list[str] = []
    for index, line in enumerate(lines):
        if listed and line[:1].islower() and not MARKED.match(line) and not lines[index - 1].endswith(";"):
            listed[-1] = glue(listed[-1], line)
        elif marked and listed and not MARKED.match(line):
            return listed, lines[index:]
        else:
            listed.append(LABEL.sub("", line).rstrip("; "))
    return [item for item in map(squash, listed) if item], []


def read_schools(lines: list[str]) -> tuple[str, ...]:
    """Supported schools: after a colon in a sentence that lists them, or in the lines under «Перечень …»."""
    for index, line in enumerate(lines):
        if NAMES_SCHOOLS.search(line):
            named = school_names(line.rpartition(": ")[2]) if ": " in line else []
            named = named or below(lines[index + 1 :])
            if named:
                return tuple(dict.fromkeys(named))
    return ()


def below(lines: list[str]) -> list[str]:
    """School names standing one a line right below; a heading of their column may come first."""
    names: list[str] = []
    for index, line in enumerate(lines):
        cells = [LABEL.sub("", cell).strip(" ;.") for cell in line.split("\t")]
        name = next((cell for cell in cells if SCHOOL.match(cell) and len(cell) < 150), "")
        if name:
            names.append(name)
        elif names or index > 1:
            break
    return names


def school_names(text: str) -> list[str]:
    """Names of an enumeration; commas inside quotation marks do not divide."""
    parts = re.split(r"[,;](?![^«]*»)", text)
    names = [squash(part).strip(" .") for part in parts]
    return names if names and all(SCHOOL.match(name) and len(name) < 150 for name in names) else []
