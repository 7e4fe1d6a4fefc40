"""What kind of file a person hands in really is, and whether it may be opened: by content, before any parser.

Pure: takes a seekable binary file, reads it in pieces, leaves it at its start. A refusal is a sentence
for the screen that says what to do.
"""

import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from config.encodings import SAMPLE, unmarked_utf16

LARGEST_FILE = 20 * 1024 * 1024  # bytes
MOST_ENTRIES = 2_000
LARGEST_UNPACKED = 200 * 1024 * 1024  # bytes in all entries of an archive
LARGEST_RATIO = 100  # unpacked to packed, of entries over SMALL_ENTRY
SMALL_ENTRY = 1024 * 1024  # bytes; repetitive tables of this size harm nobody
PIECE, SMALL_PIECE = 256 * 1024, 1024  # bytes


class UploadRefused(ValueError):
    """The file must not be opened or kept; the text is for the screen."""


class FileKind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    ODS = "ods"
    JPG = "jpg"
    PNG = "png"
    ZIP = "zip"
    TXT = "txt"


NAMES = {
    FileKind.PDF: "PDF", FileKind.DOCX: "документ Word (DOCX)", FileKind.XLSX: "книга Excel (XLSX)",
    FileKind.ODT: "текст ODT", FileKind.ODS: "таблица ODS", FileKind.JPG: "изображение JPG",
    FileKind.PNG: "изображение PNG", FileKind.ZIP: "архив ZIP", FileKind.TXT: "простой текст",
}  # fmt: skip
TABLES = frozenset({FileKind.XLSX, FileKind.TXT})
ENDINGS = {kind.value: kind for kind in FileKind} | {"jpeg": FileKind.JPG, "csv": FileKind.TXT}
SIGNATURES = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPG),
    (b"PK\x03\x04", FileKind.ZIP),
    (b"PK\x05\x06", FileKind.ZIP),
)
PDF_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")  # every PDF has at least one, whatever made it
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT_TYPES = (
    (b"wordprocessingml.document.main+xml", FileKind.DOCX),
    (b"spreadsheetml.sheet.main+xml", FileKind.XLSX),
)
OPEN_DOCUMENT = (
    (b"application/vnd.oasis.opendocument.text", FileKind.ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", FileKind.ODS),
)
MACROS = re.compile(r"vbaproject\.bin$|vbadata\.xml$|/macrosheets/|/activex/|^basic/|^scripts/", re.IGNORECASE)
BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # byte order marks and blanks
ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]+)[\"']")
KNOWN_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"windows-1251", b"iso-8859-1"}

EMPTY = "Файл пустой. Проверьте, тот ли файл выбран, и отправьте его ещё раз."
TOO_LARGE = "Файл больше 20 МБ. Уменьшите его (например, сожмите картинки) или разделите на части."
DAMAGED = "Файл повреждён. Откройте его в той программе, где он сделан, и сохраните заново."
EMPTY_ARCHIVE = "В архиве нет ни одного файла. Соберите его заново и отправьте ещё раз."
NO_PDF = "Файл повреждён: внутри нет документа, хотя начинается он как PDF. Откройте его и сохраните как PDF."
PROTECTED = "Файл защищён паролем. Снимите пароль и отправьте файл ещё раз."
MACRO = "В файле есть макросы. Сохраните его в обычном виде, без макросов (DOCX или XLSX)."
BOMB = "Файл распаковывается в слишком большой объём. Сохраните документ заново и уберите из него лишнее."
UNSAFE = "В файле есть то, чего в обычном документе не бывает. Откройте его и сохраните заново как новый файл."
OLD_WORD = "Это старый формат Word (DOC). Откройте файл в Word и сохраните как DOCX."
OLD_EXCEL = "Это старый формат Excel (XLS). Откройте файл в Excel и сохраните как XLSX."
RICH_TEXT = "Это документ RTF. Откройте его в Word и сохраните как DOCX."
UNKNOWN = "Такой файл открыть нельзя."


@dataclass
class Room:
    """Bytes that an upload may still unpack to, with all that is packed inside it."""

    left: int = LARGEST_UNPACKED

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise UploadRefused(BOMB)


def check_upload(file, *, allowed: frozenset[str], name: str, room: Room | None = None) -> FileKind:
    """Kind of the file by its content; raises UploadRefused unless it is safe, allowed and named rightly.

    Files in a ZIP must be allowed themselves, and no ZIP may stand in another. `room` is for those calls.
    """
    size = file.seek(0, 2)
    file.seek(0)
    if not size:
        raise UploadRefused(EMPTY)
    if size > LARGEST_FILE:
        raise UploadRefused(TOO_LARGE)
    try:
        kind = kind_of(file, allowed, room or Room())
    finally:
        file.seek(0)
    if kind not in allowed:
        raise UploadRefused(f"Это {NAMES[kind]}, а здесь нужен другой файл. {wanted(allowed)}")
    check_name(name, kind)
    if kind == FileKind.PDF and not has_object(file):
        raise UploadRefused(NO_PDF)
    return kind


def wanted(allowed: frozenset[str]) -> str:
    """What may be handed in; a text that has to be a table is called CSV."""
    called = {FileKind.TXT: "CSV"} if allowed == TABLES else {}
    names = [called.get(kind, kind.value.upper()) for kind in FileKind if kind in allowed]
    return f"Подходят: {', '.join(names)}."


def check_name(name: str, kind: FileKind) -> None:
    ending = name.rpartition(".")[2].casefold()
    if ENDINGS.get(ending) != kind:
        raise UploadRefused(
            f"Имя файла не соответствует содержимому: внутри {NAMES[kind]}, а имя — «{name[-80:]}». "
            f"Дайте файлу окончание .{kind.value} или выберите другой файл."
        )


def kind_of(file, allowed: frozenset[str], room: Room) -> FileKind:
    start = file.read(4096)
    if start.startswith(OLE):
        raise UploadRefused(old_format(file))
    if start.startswith(b"{\\rtf"):
        raise UploadRefused(RICH_TEXT)
    kind = next((kind for signature, kind in SIGNATURES if start.startswith(signature)), None)
    if kind == FileKind.ZIP:
        return checked_archive(file, allowed, room)
    if kind is None and b"%PDF-" in start[:1024]:
        kind = FileKind.PDF
    if kind is None and is_text(file):
        kind = FileKind.TXT
    if kind is None:
        raise UploadRefused(f"{UNKNOWN} {wanted(allowed)}")
    return kind


def pieces(file, start: bytes = b"", overlap: int = 0) -> Iterator[bytes]:
    """`start` and the rest of a file piece by piece; each begins with the last `overlap` bytes before it."""
    piece = start or file.read(PIECE)
    while piece:
        yield piece
        following = file.read(PIECE)
        piece = piece[-overlap:] + following if overlap and following else following


def has_object(file) -> bool:
    """Whether a PDF holds anything at all."""
    found = any(PDF_OBJECT.search(piece) for piece in pieces(file, overlap=40))
    file.seek(0)
    return found


def old_format(file) -> str:
    """Word and Excel before 2007, and any newer file with a password, share one container."""
    file.seek(0)
    seen = set()
    names = ("EncryptedPackage", "WordDocument", "Workbook", "Book")
    for piece in pieces(file, overlap=64):
        seen |= {name for name in names if name.encode("utf-16-le") in piece}
    if "EncryptedPackage" in seen:
        return PROTECTED
    if "WordDocument" in seen:
        return OLD_WORD
    return OLD_EXCEL if seen else UNKNOWN + " Сохраните документ как DOCX или XLSX."


def is_text(file) -> bool:
    """Text in UTF-8, CP1251 or UTF-16 that is marked or Russian: no control characters but tabs and line ends."""
    file.seek(0)
    start = file.read(SAMPLE)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or unmarked_utf16(start):
        return True
    file.seek(0)
    control = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
    return not any(control.search(piece) for piece in pieces(file))


def checked_archive(file, allowed: frozenset[str], room: Room) -> FileKind:
    """Kind of a ZIP and of what is built as one, after every entry was looked at."""
    try:
        with ZipFile(file) as archive:
            check_entries(archive.infolist(), room)
            if all(entry.is_dir() for entry in archive.infolist()):
                raise UploadRefused(EMPTY_ARCHIVE)
            kind = kind_of_archive(archive)
            for entry in archive.infolist():
                if kind == FileKind.ZIP and kind in allowed:
                    check_member(archive, entry, allowed - {kind}, room)
                else:
                    check_entry(archive, entry)
            return kind
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        if isinstance(error, UploadRefused):
            raise
        raise UploadRefused(DAMAGED) from error


def check_entries(entries: list[ZipInfo], room: Room) -> None:
    """Look at the list of contents alone: nothing is unpacked yet."""
    if len(entries) > MOST_ENTRIES:
        raise UploadRefused(BOMB)
    room.take(sum(entry.file_size for entry in entries))
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if entry.flag_bits & 1:
            raise UploadRefused(PROTECTED)
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            raise UploadRefused(UNSAFE)
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UploadRefused(UNSAFE)
        if entry.file_size > SMALL_ENTRY and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1):
            raise UploadRefused(BOMB)
        if MACROS.search(entry.filename):
            raise UploadRefused(MACRO)
    if len({entry.filename for entry in entries}) < len(entries):
        raise UploadRefused(UNSAFE)


def kind_of_archive(archive: ZipFile) -> FileKind:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        with archive.open("[Content_Types].xml") as part:
            types = part.read(SMALL_ENTRY)
        if b"macroEnabled" in types:
            raise UploadRefused(MACRO)
        return next((kind for text, kind in CONTENT_TYPES if text in types), FileKind.ZIP)
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            declared = part.read(200).strip()
        if (
            "META-INF/manifest.xml" in names
            and b"encryption-data" in archive.read("META-INF/manifest.xml")[:SMALL_ENTRY]
        ):
            raise UploadRefused(PROTECTED)
        return next((kind for text, kind in OPEN_DOCUMENT if declared == text), FileKind.ZIP)
    return FileKind.ZIP


def check_member(archive: ZipFile, entry: ZipInfo, allowed: frozenset[str], room: Room) -> None:
    """One file of a ZIP that is kept as a whole."""
    if entry.is_dir():
        return
    with SpooledTemporaryFile(max_size=SMALL_ENTRY) as member, archive.open(entry) as packed:
        copyfileobj(packed, member, PIECE)
        try:
            check_upload(member, allowed=allowed, name=entry.filename, room=room)
        except UploadRefused as error:
            raise UploadRefused(f"В архиве «{shown_name(entry)}»: {error}") from error


def shown_name(entry: ZipInfo) -> str:
    """Names in archives made by Windows are in its old Russian encoding."""
    is_unicode = entry.flag_bits & 0x800
    name = entry.filename if is_unicode else entry.filename.encode("cp437", "replace").decode("cp866", "replace")
    return name[-80:]


def check_entry(archive: ZipFile, entry: ZipInfo) -> None:
    """Unpack one entry to nowhere: its size and checksum must be as listed, its XML must define nothing."""
    with archive.open(entry) as part:
        start = part.read(SMALL_PIECE)
        plain = start.replace(b"\0", b"")  # UTF-16 hides the marks between zeros
        is_wide, is_xml = plain != start, plain and plain.lstrip(BEFORE_XML)[:1] in (b"<", b"")
        check_encoding(plain if is_xml else b"")
        for piece in pieces(part, start, overlap=40):
            text = piece.replace(b"\0", b"") if is_wide and is_xml else piece
            if is_xml and (b"<!DOCTYPE" in text or b"<!ENTITY" in text):
                raise UploadRefused(UNSAFE)


def check_encoding(text: bytes) -> None:
    declared = ENCODING.search(text[:300])
    if declared and declared[1].lower() not in KNOWN_ENCODINGS:
        raise UploadRefused(UNSAFE)
