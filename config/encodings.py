"""Which encoding a Russian text is in, where the file itself does not say."""

import re

SAMPLE = 4096  # bytes
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
RUSSIAN = re.compile("[А-яЁё]")


def unmarked_utf16(content: bytes) -> str:
    """«utf-16-le» or «utf-16-be» for a text without a mark of its bytes' order that is clearly Russian, else «»."""
    sample = content[:SAMPLE]
    if b"\0" not in sample:  # blanks and line ends have one
        return ""
    return next((name for name in ("utf-16-le", "utf-16-be") if _is_russian(sample.decode(name, "ignore"))), "")


def _is_russian(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return not CONTROL.search(text) and len(RUSSIAN.findall(text)) * 2 > letters > 0
