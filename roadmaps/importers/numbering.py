"""Automatic numbers of Word lists: they are seen on the page but are not in the text of the paragraph."""

from collections import defaultdict

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
         (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def value(element, path: str, default: str = "") -> str:
    found = element.find(path) if element is not None else None
    return default if found is None else found.get(f"{W}val", default)


def number(text: str, default: int = 0) -> int:
    return int(text) if text.lstrip("-").isdigit() and len(text) < 7 else default


def roman(count: int) -> str:
    written = ""
    for worth, letters in ROMAN:
        while count >= worth:
            written, count = written + letters, count - worth
    return written


def letters(alphabet: str, count: int) -> str:
    return alphabet[(count - 1) % len(alphabet)] * (1 + (count - 1) // len(alphabet))


FORMATS = {
    "upperRoman": roman,
    "lowerRoman": lambda count: roman(count).lower(),
    "russianLower": lambda count: letters(RUSSIAN, count),
    "russianUpper": lambda count: letters(RUSSIAN, count).upper(),
    "lowerLetter": lambda count: letters(LATIN, count),
    "upperLetter": lambda count: letters(LATIN, count).upper(),
    "decimalZero": lambda count: f"{count:02}",
}


class Numbering:
    """Counts the paragraphs of a document from its start and gives each its label: «1.», «2.1», «–», «»."""

    def __init__(self, numbering, styles):
        """Take the root elements of `numbering.xml` and `styles.xml`, each may be None."""
        self.levels: dict[str, dict[int, tuple[int, str, str]]] = {}
        self.lists: dict[str, str] = {}
        self.restarts: dict[str, dict[int, int]] = defaultdict(dict)
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.of_style: dict[str, tuple[str, int]] = {}
        self.parents: dict[str, str] = {}
        for abstract in numbering.iterfind(f"{W}abstractNum") if numbering is not None else ():
            self.levels[abstract.get(f"{W}abstractNumId")] = dict(map(self._level, abstract.iterfind(f"{W}lvl")))
        for num in numbering.iterfind(f"{W}num") if numbering is not None else ():
            self._list(num)
        for style in styles.iterfind(f"{W}style") if styles is not None else ():
            self._style(style)

    @staticmethod
    def _level(level) -> tuple[int, tuple[int, str, str]]:
        start = number(value(level, f"{W}start", "1"), 1)
        kind = value(level, f"{W}numFmt", "decimal")
        return number(level.get(f"{W}ilvl", "0")), (start, kind, value(level, f"{W}lvlText"))

    def _list(self, num):
        name = num.get(f"{W}numId")
        self.lists[name] = value(num, f"{W}abstractNumId")
        for override in num.iterfind(f"{W}lvlOverride"):
            start = value(override, f"{W}startOverride")
            if start:
                self.restarts[name][number(override.get(f"{W}ilvl", "0"))] = number(start, 1)

    def _style(self, style):
        name = style.get(f"{W}styleId")
        self.parents[name] = value(style, f"{W}basedOn")
        properties = style.find(f"{W}pPr/{W}numPr")
        if properties is not None:
            self.of_style[name] = (value(properties, f"{W}numId"), number(value(properties, f"{W}ilvl", "0")))

    def _place(self, paragraph) -> tuple[str, int]:
        """List and level (from 0) of a paragraph: its own, or the one of its style."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        if properties is not None:
            return value(properties, f"{W}numId"), number(value(properties, f"{W}ilvl", "0"))
        style, seen = value(paragraph, f"{W}pPr/{W}pStyle"), set()
        while style and style not in seen:
            if style in self.of_style:
                return self.of_style[style]
            seen.add(style)
            style = self.parents.get(style, "")
        return "", 0

    def label(self, paragraph) -> str:
        """Count this paragraph and give its label. Call once for each paragraph, in the order of the page."""
        name, depth = self._place(paragraph)
        abstract = self.lists.get(name)
        levels = self.levels.get(abstract, {})
        if depth not in levels:
            return ""
        counts = self.counts[abstract]
        if depth in self.restarts[name]:
            counts.pop(depth, None)
            levels = levels | {depth: (self.restarts[name].pop(depth), *levels[depth][1:])}
        counts[depth] = counts.get(depth, levels[depth][0] - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return self._written(levels, counts, depth)

    @staticmethod
    def _written(levels, counts, depth: int) -> str:
        _, kind, pattern = levels[depth]
        if kind in ("bullet", "none"):
            return "–" if kind == "bullet" else ""
        for level, (start, kind, _) in levels.items():
            if f"%{level + 1}" in pattern:
                count = counts.get(level, start)
                pattern = pattern.replace(f"%{level + 1}", FORMATS.get(kind, str)(count))
        return pattern
