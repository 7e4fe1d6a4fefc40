"""Lines of a page put together to the text they were before it was laid out: where a line ends, what ended?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from roadmaps.importers.blocks import LIST_MARK, tidy

SPACE, SURE_SPACE = 0.25, 0.27  # of the height of a line: how wide a blank is, and a little more
WIDEST_LETTER = 1.1  # of the height of a line
SHORTEST_END = 4  # letters: a shorter end of a line is rather the rest of a word
NEW_LINE, BLANK, NOTHING = "\n", " ", ""
TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SHY = ("\u00ad", "\u2010")  # a hyphen that only a line end shows
BROKEN_AT_HYPHEN = re.compile(r"[^\W\d_]-$")
WHOLE = re.compile(  # endings that long words have, and their first parts seldom
    r"(?:[ыи][ехй]|[ая]я|[ую]ю|ой|ей|[ое]м|[ое]го|[ое]му|(?<!ир)[ое]в|[ыи]ми?|[ая]ми?|[ая]х|и[яюие]|ть|ст[иь]|с[яь]|[ктг][аиу])$"
)
FIRST_PART = re.compile(r"[оеи]$")  # «социально-экономический»
SHORT_WORDS = frozenset(
    re.findall(r"\w+", "без в во для до за и из или к ко на над не ни но о об от по под при с со у")
)


@dataclass(frozen=True)
class Line:
    """`first` is the width of its first word; `is_spaced` when a blank ends the line in the file.

    `is_solid` when it may only be broken inside a word: blanks that hold words together do not count.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    first: float
    is_spaced: bool = False
    is_solid: bool = False
    page: int = 0

    @classmethod
    def of(cls, data: dict, page: int) -> "Line":
        places = {name: data[name] for name in ("left", "right", "top", "bottom", "first")}
        is_solid = " " not in data["text"].strip(" ")
        return cls(tidy(data["text"]), is_spaced=data["spaced"], is_solid=is_solid, page=page, **places)

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True)
class Wording:
    """Which words the document knows, whether its lines keep the blank that ends them, whether it divides words."""

    words: frozenset[str] = frozenset()
    keeps_blanks: bool = False
    is_hyphenated: bool = False

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Wording":
        """Words at the ends of lines are left out unless it is sure that they are whole."""
        lines, words = list(lines), set()
        for line in lines:
            tokens = [token.casefold() for token in TOKEN.findall(line.text)]
            words.update(tokens[1:] if line.is_spaced else tokens[1:-1])
        spaced = sum(line.is_spaced for line in lines)
        hyphens = sum(bool(BROKEN_AT_HYPHEN.search(line.text)) for line in lines)
        return cls(frozenset(words), spaced * 5 > len(lines), hyphens * 20 > len(lines))


def text_of(lines: list[Line], limit: float, wording: Wording) -> str:
    """The text of a cell or a paragraph whose lines reach as far as `limit`."""
    text = lines[0].text if lines else ""
    for above, below in pairwise(lines):
        text = put_together(text, link(above, below, limit, wording), below.text, wording)
    return tidy(text)


def link(above: Line, below: Line, limit: float, wording: Wording) -> str:
    """What stood between two lines: the end of a paragraph, a blank, or nothing because a word was broken."""
    room = limit - above.right
    starts_low = below.text[:1].islower()
    if above.text.endswith(SHY) or (above.is_solid and "://" in above.text):
        return NOTHING
    if BROKEN_AT_HYPHEN.search(above.text) and starts_low:
        return NOTHING
    if SPACE * above.height + below.first <= room:  # the next word had room: something else ended the line
        return BLANK if above.is_spaced and starts_low else NEW_LINE
    if above.is_spaced:
        return BLANK
    if LIST_MARK.match(below.text):
        return NEW_LINE
    if above.is_solid and is_broken_word(above, below, room, wording):
        return NOTHING
    return BLANK


def is_broken_word(above: Line, below: Line, room: float, wording: Wording) -> bool:
    """A word alone in its line that went on in the next one because its cell is too narrow for it."""
    first, second = TOKEN.findall(above.text)[-1:], TOKEN.match(below.text)
    if not first or not second or not below.text[:1].islower() or room > WIDEST_LETTER * above.height:
        return False
    left, right = first[0].casefold(), second[0].casefold()
    if left + right in wording.words or (wording.keeps_blanks and room > SURE_SPACE * above.height):
        return True  # in the second case there was room for a blank, but there is none
    if right == "а" or (len(right) < SHORTEST_END and right not in SHORT_WORDS | wording.words):
        return not above.text.endswith(",")
    return wording.keeps_blanks and left not in wording.words and not WHOLE.search(left)


def put_together(head: str, between: str, tail: str, wording: Wording) -> str:
    if between == NOTHING and head.endswith(SHY):
        return head[:-1] + tail
    if between == NOTHING and BROKEN_AT_HYPHEN.search(head) and not keeps_hyphen(head[:-1], tail, wording):
        return head[:-1] + tail
    return head + between + tail


def keeps_hyphen(head: str, tail: str, wording: Wording) -> bool:
    """«школа-куратор» has a hyphen of its own, «образова-тельных» only one of the line end."""
    left, right = TOKEN.findall(head)[-1].casefold(), TOKEN.match(tail)
    right = right[0].casefold() if right else ""
    if f"{left}-{right}" in wording.words:
        return True
    if left + right in wording.words:
        return False
    return not wording.is_hyphenated or left in wording.words or bool(FIRST_PART.search(left))


def paragraphs(lines: list[Line], limit: float, wording: Wording) -> list[str]:
    """Lines outside tables as the paragraphs they are."""
    texts: list[str] = []
    for place, line in enumerate(lines):
        above = lines[place - 1] if place else None
        between = NEW_LINE if above is None or is_apart(above, line) else link(above, line, limit, wording)
        if between == NEW_LINE or not texts:
            texts.append(line.text)
        else:
            texts[-1] = put_together(texts[-1], between, line.text, wording)
    return [tidy(text) for text in texts]


def is_apart(above: Line, below: Line) -> bool:
    """More room between two lines than inside a paragraph, or another size of letters."""
    is_far = above.page == below.page and below.top - above.bottom > 0.8 * above.height
    return is_far or max(above.height, below.height) > 1.3 * min(above.height, below.height)
