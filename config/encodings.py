"""Which encoding a Russian text is in, where the file itself does not say."""

import codecs
import re

SAMPLE = 4096  # bytes
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
RUSSIAN = re.compile("[А-яЁё]")
OLD_ENCODINGS = ("cp1251", "cp866")  # the first one where both are as good
SMALL_LETTER = re.compile("[а-яё]")


def decode(content: bytes) -> str:
    """A text in UTF-8, UTF-16 (marked, or unmarked and Russian), CP1251 or the encoding of DOS."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    unmarked = unmarked_utf16(content)
    if unmarked:
        return content.decode(unmarked, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return max((content.decode(name, errors="replace") for name in OLD_ENCODINGS), key=_count_of_letters)


def _count_of_letters(text: str) -> int:
    """Small Russian letters: a text in the wrong encoding has few of them."""
    return len(SMALL_LETTER.findall(text))


def unmarked_utf16(content: bytes) -> str:
    """«utf-16-le» or «utf-16-be» for a text without a mark of its bytes' order that is clearly Russian, else «»."""
    sample = content[:SAMPLE]
    if b"\0" not in sample:  # blanks and line ends have one
        return ""
    return next((name for name in ("utf-16-le", "utf-16-be") if _is_russian(sample.decode(name, "ignore"))), "")


def _is_russian(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return not CONTROL.search(text) and len(RUSSIAN.findall(text)) * 2 > letters > 0
