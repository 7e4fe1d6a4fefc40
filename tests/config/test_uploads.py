"""Uploads: every hostile or mistaken file is refused in a Russian sentence that says what to do."""

import re
import struct
import subprocess
import sys
import time
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from docx import Document
from openpyxl import Workbook

from config.uploads import LARGEST_FILE, FileKind, UploadRefused, check_upload

FILES = Path(__file__).parent.parent / "files"
ALL = frozenset(FileKind)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


DOCX, XLSX = saved(Document()), saved(Workbook())


def archive(entries: dict[str, bytes | str], method: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as target:
        for name, content in entries.items():
            target.writestr(name, content)
    return file.getvalue()


def entries_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as source:
        return {name: source.read(name) for name in source.namelist()}


def docx_with(**parts: bytes | str) -> bytes:
    return archive(entries_of(DOCX) | {name.replace("__", "/"): content for name, content in parts.items()})


def word(entries: dict[str, bytes | str], method: int = ZIP_DEFLATED) -> bytes:
    return archive({"[Content_Types].xml": f"<Types>{WORD}</Types>", **entries}, method)


def with_flag(content: bytes, flag: int) -> bytes:
    """The archive with a flag set on every entry, as a packer with a password does."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(signature), content):
            place = found.start() + offset
            struct.pack_into("<H", changed, place, struct.unpack_from("<H", changed, place)[0] | flag)
    return bytes(changed)


def lying(content: bytes, size: int) -> bytes:
    """The archive with another unpacked size in its lists than its entries have."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        for found in re.finditer(re.escape(signature), content):
            struct.pack_into("<I", changed, found.start() + offset, size)
    return bytes(changed)


def opendocument(kind: str, **entries: str) -> bytes:
    inside = {name.replace("__", "/"): content for name, content in entries.items()}
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return archive({"mimetype": mimetype, "META-INF/manifest.xml": "<manifest/>", "content.xml": "<a/>", **inside})


GOOD = {
    "план.docx": DOCX,
    "ПЛАН.DOCX": DOCX,
    "таблица.xlsx": XLSX,
    "текст.odt": opendocument("text"),
    "таблица.ods": opendocument("spreadsheet"),
    "скан.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "со смещением.pdf": b"\n\n%PDF-1.4\n12 0 obj <<>>",
    "фото.jpg": b"\xff\xd8\xff\xe0" + bytes(40),
    "фото.JPEG": b"\xff\xd8\xff\xe0" + bytes(40),
    "снимок.png": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "документы.zip": archive({"папка/": "", "папка/план.docx": DOCX, "скан.pdf": b"%PDF-1.7\n1 0 obj\n"}),
    "план.txt": "Срок — май".encode(),
    "cp1251.txt": "Срок — май".encode("cp1251"),
    "utf16.txt": "Срок — май".encode("utf-16"),
    "utf16le.txt": "Срок — май".encode("utf-16-le"),
    "utf16be.txt": "Срок — май".encode("utf-16-be"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_known_by_its_content(name):
    file = BytesIO(GOOD[name])
    kind = check_upload(file, allowed=ALL, name=name)
    assert name.casefold().replace("jpeg", "jpg").endswith(kind)
    assert file.tell() == 0


ENTITIES = '<!DOCTYPE a [<!ENTITY b "бум"><!ENTITY c "&b;&b;">]><a>&c;</a>'
HOSTILE = {
    "пустой": (b"", "план.docx", "пустой"),
    "50 МБ": (b"\0" * (50 * 1024 * 1024), "план.docx", "больше 20 МБ"),
    "на байт больше": (b"x" * (LARGEST_FILE + 1), "план.txt", "больше 20 МБ"),
    "программа": (b"MZ" + bytes(200), "план.docx", "открыть нельзя"),
    "нули между буквами": ("MZ program text".encode("utf-16-le"), "план.txt", "открыть нельзя"),
    "нули среди русских букв": ("Срок\0\1 — май".encode("utf-16-le"), "план.txt", "открыть нельзя"),
    "случайные байты": (bytes(range(256)) * 8, "план.xlsx", "открыть нельзя"),
    "программа под видом текста": (b"MZ\x90\0\x03", "план.txt", "открыть нельзя"),
    "html": (b"<html><body>", "план.docx", "Имя файла не соответствует"),
    "rtf": (b"{\\rtf1 plan}", "план.docx", "сохраните как DOCX"),
    "rtf по имени doc": (b"{\\rtf1 plan}", "план.doc", "сохраните как DOCX"),
    "старый Word": (OLE + "WordDocument".encode("utf-16-le"), "план.doc", "сохраните как DOCX"),
    "старый Word по имени docx": (OLE + "WordDocument".encode("utf-16-le"), "план.docx", "сохраните как DOCX"),
    "старый Excel": (OLE + "Workbook".encode("utf-16-le"), "план.xls", "сохраните как XLSX"),
    "древний Excel": (OLE + "Book".encode("utf-16-le"), "план.xls", "сохраните как XLSX"),
    "пароль Word": (OLE + "EncryptedPackage".encode("utf-16-le"), "план.docx", "Снимите пароль"),
    "пароль Excel": (OLE + "EncryptedPackage".encode("utf-16-le"), "план.xlsx", "Снимите пароль"),
    "пароль на границе чтения": (
        OLE[:8] + bytes(256 * 1024 - 20) + "EncryptedPackage".encode("utf-16-le"),
        "план.docx",
        "Снимите пароль",
    ),
    "письмо Outlook": (OLE + b"__substg", "план.docx", "Сохраните документ как DOCX"),
    "пароль ZIP": (with_flag(DOCX, 1), "план.docx", "Снимите пароль"),
    "пароль ODT": (
        opendocument("text", **{"META-INF__manifest.xml": "<encryption-data/>"}),
        "план.odt",
        "Снимите пароль",
    ),
    "пустой архив": (archive({}), "документы.zip", "ни одного файла"),
    "архив из папок": (archive({"папка/": ""}), "документы.zip", "ни одного файла"),
    "от PDF одно начало": (b"%PDF-1.4 <script>alert(1)</script>", "скан.pdf", "внутри нет документа"),
    "от PDF одно начало в архиве": (archive({"скан.pdf": b"%PDF-1.4 <b>"}), "документы.zip", "внутри нет документа"),
    "PDF под именем DOCX": (b"%PDF-1.7\n", "план.docx", "Имя файла не соответствует"),
    "XLSX под именем DOCX": (XLSX, "план.docx", "Имя файла не соответствует"),
    "DOCX под именем XLSX": (DOCX, "план.xlsx", "Имя файла не соответствует"),
    "картинка под именем DOCX": (b"\x89PNG\r\n\x1a\n", "план.docx", "Имя файла не соответствует"),
    "без окончания": (DOCX, "план", "Имя файла не соответствует"),
    "два окончания": (DOCX, "план.docx.exe", "Имя файла не соответствует"),
    "просто ZIP по имени DOCX": (archive({"скан.pdf": b"%PDF-1\n1 0 obj"}), "план.docx", "Имя файла не соответствует"),
    "макросы Word": (docx_with(**{"word__vbaProject.bin": b"1"}), "план.docx", "макросы"),
    "макросы по описи": (
        archive({"[Content_Types].xml": "ms-word.document.macroEnabled.main+xml"}),
        "план.docx",
        "макросы",
    ),
    "макросы Excel 4": (archive(entries_of(XLSX) | {"xl/macrosheets/sheet1.xml": "<a/>"}), "план.xlsx", "макросы"),
    "ActiveX": (docx_with(**{"word__activeX__activeX1.xml": "<a/>"}), "план.docx", "макросы"),
    "макросы ODT": (opendocument("text", Basic__Standard="<a/>"), "план.odt", "макросы"),
    "сценарии ODS": (opendocument("spreadsheet", Scripts__python="a"), "план.ods", "макросы"),
    "бомба": (word({"word/document.xml": bytes(150 * 1024 * 1024)}), "план.docx", "слишком большой объём"),
    "бомба больше предела": (word({"a": bytes(201 * 1024 * 1024)}, ZIP_DEFLATED), "план.docx", "слишком большой объём"),
    "бомба из многих частей": (
        word({f"word/{count}.xml": bytes(5 * 1024 * 1024) for count in range(50)}),
        "план.docx",
        "слишком большой объём",
    ),
    "много частей": (word({f"word/{count}": "" for count in range(2_001)}), "план.docx", "слишком большой объём"),
    "выход из папки": (docx_with(**{"..__..__evil.xml": "<a/>"}), "план.docx", "не бывает"),
    "выход обратной чертой": (word({"..\\evil.xml": "<a/>"}), "план.docx", "не бывает"),
    "от корня": (word({"/etc/passwd": "a"}), "план.docx", "не бывает"),
    "диск": (word({"C:/evil.xml": "a"}), "план.docx", "не бывает"),
    "DOCTYPE": (docx_with(**{"word__document.xml": ENTITIES}), "план.docx", "не бывает"),
    "DOCTYPE в стилях": (docx_with(**{"word__styles.xml": ENTITIES}), "план.docx", "не бывает"),
    "DOCTYPE в связях": (docx_with(**{"_rels__.rels": ENTITIES}), "план.docx", "не бывает"),
    "DOCTYPE в книге": (archive(entries_of(XLSX) | {"xl/workbook.xml": ENTITIES}), "план.xlsx", "не бывает"),
    "DOCTYPE в UTF-16": (docx_with(**{"word__document.xml": ENTITIES.encode("utf-16")}), "план.docx", "не бывает"),
    "DOCTYPE после отступа": (docx_with(**{"word__document.xml": " \n" * 9000 + ENTITIES}), "план.docx", "не бывает"),
    "DOCTYPE на границе чтения": (
        docx_with(**{"word__document.xml": "<?xml version='1.0'?>".ljust(256 * 1024 - 5) + ENTITIES}),
        "план.docx",
        "не бывает",
    ),
    "чужая кодировка": (
        docx_with(**{"word__document.xml": "<?xml version='1.0' encoding='utf-7'?><a/>"}),
        "план.docx",
        "не бывает",
    ),
    "сжатие bzip2": (word({"word/document.xml": "<a/>"}, ZIP_BZIP2), "план.docx", "не бывает"),
    "сжатие lzma": (word({"word/document.xml": "<a/>"}, ZIP_LZMA), "план.docx", "не бывает"),
    "обрезан": (DOCX[: len(DOCX) // 2], "план.docx", "повреждён"),
    "только начало ZIP": (b"PK\x03\x04" + bytes(100), "план.docx", "повреждён"),
    "испорчен внутри": (DOCX[:200] + bytes(400) + DOCX[600:], "план.docx", "повреждён"),
    "лжёт о размере": (lying(word({"word/document.xml": b"<a>" + bytes(5_000_000)}), 100), "план.docx", "повреждён"),
    "ZIP в ZIP": (archive({"внутри.zip": archive({"a.pdf": b"%PDF-"})}), "документы.zip", "здесь нужен другой файл"),
    "программа в ZIP": (archive({"setup.exe": b"MZ" + bytes(100)}), "документы.zip", "В архиве «setup.exe»"),
    "макросы в ZIP": (
        archive({"план.docx": docx_with(**{"word__vbaProject.bin": "1"})}),
        "документы.zip",
        "В архиве «план.docx»: В файле есть макросы",
    ),
    "бомба в ZIP": (
        archive({f"{count}.docx": word({f"{part}.xml": bytes(1_000_000) for part in range(30)}) for count in range(9)}),
        "документы.zip",
        "слишком большой объём",
    ),
    "пустой файл в ZIP": (archive({"план.docx": b""}), "документы.zip", "пустой"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_mistaken_file_is_refused_with_a_sentence(case):
    content, name, sentence = HOSTILE[case]
    file = BytesIO(content)
    started = time.process_time()
    with pytest.raises(UploadRefused, match=re.escape(sentence)) as refused:
        check_upload(file, allowed=ALL, name=name)
    assert time.process_time() - started < 2
    assert re.search("[А-Яа-я]", str(refused.value))
    assert str(refused.value).endswith(".")


def test_a_kind_that_is_not_wanted_is_refused():
    with pytest.raises(UploadRefused, match="Подходят: DOCX, XLSX"):
        check_upload(BytesIO(b"%PDF-1.7"), allowed=frozenset({FileKind.DOCX, FileKind.XLSX}), name="скан.pdf")


def test_two_entries_with_one_name_are_refused():
    file = BytesIO(
        word({"word/document1.xml": "<a/>", "word/document2.xml": "<b/>"}).replace(b"document2", b"document1")
    )
    with pytest.raises(UploadRefused, match="не бывает"):
        check_upload(file, allowed=ALL, name="план.docx")


def test_the_file_is_left_at_its_start_after_a_refusal():
    file = BytesIO(b"MZ" + bytes(50))
    with pytest.raises(UploadRefused):
        check_upload(file, allowed=ALL, name="план.docx")
    assert file.tell() == 0


def test_repetitive_office_files_are_no_bombs():
    book = Workbook()
    for _ in range(3_000):
        book.active.append(["Справка", "май", "школы", "Отчёт", None, "Справка"])
    assert check_upload(BytesIO(saved(book)), allowed=ALL, name="план.xlsx") == FileKind.XLSX


@pytest.mark.parametrize("path", sorted(FILES.glob("good-*")), ids=lambda path: path.name)
def test_files_of_other_programs_are_let_in(path):
    with path.open("rb") as file:
        assert check_upload(file, allowed=ALL, name=path.name) == path.suffix[1:]


@pytest.mark.parametrize("path", sorted(FILES.glob("bad-*")), ids=lambda path: path.name)
def test_broken_files_of_other_programs_are_refused(path):
    with path.open("rb") as file, pytest.raises(UploadRefused):
        check_upload(file, allowed=ALL, name=path.name)


MEASURE = """
import resource, sys
from config.uploads import UploadRefused, check_upload, FileKind
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open(sys.argv[1], "rb") as file:
    try:
        check_upload(file, allowed=frozenset(FileKind), name=sys.argv[1])
    except UploadRefused as error:
        print(error)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_large_unpacked_file_takes_little_memory(tmp_path):
    noise = zlib.compress(bytes(range(256)) * 4096, 0)
    path = tmp_path / "план.docx"
    path.write_bytes(word({f"word/media/{count}.bin": noise * 4 for count in range(45)}))
    run = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True)
    assert int(run.stdout.split()[-1]) < 20 * 1024  # kilobytes


def test_stored_entries_are_read_like_packed_ones():
    assert check_upload(BytesIO(word({"word/document.xml": "<a/>"}, ZIP_STORED)), allowed=ALL, name="а.docx") == "docx"
