"""XML of office files, read so that a hostile one costs neither memory nor time."""

from collections.abc import Callable
from xml.parsers import expat
from zipfile import ZipFile

from lxml import etree

from roadmaps.importers.errors import damaged, too_large

LARGEST_PART = 12 * 1024 * 1024  # bytes; the text of 200 rows takes about one
MOST_NODES = 300_000  # elements and attributes of one part; a row of five cells takes about two hundred


def parse(archive: ZipFile, part: str):
    """Root element of a part, or None when there is no such part. Raises NoRoadmapTable for one that is too large."""
    if part not in archive.namelist():
        return None
    if archive.getinfo(part).file_size > LARGEST_PART:
        raise too_large()
    count = Count()
    follow(archive, part, start=count.start)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(archive.read(part), parser)
    except etree.XMLSyntaxError as error:
        raise damaged() from error


def follow(archive: ZipFile, part: str, *, start: Callable, text: Callable | None = None) -> None:
    """Call `start(tag, attributes)` and `text(characters)` through a part as it is unpacked, keeping nothing."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    try:
        with archive.open(part) as opened:
            parser.ParseFile(opened)
    except expat.ExpatError as error:
        raise damaged() from error


class Count:
    def __init__(self):
        self.nodes = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.nodes += 1 + len(attributes)
        if self.nodes > MOST_NODES:
            raise too_large()
