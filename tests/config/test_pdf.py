"""The press: limits of time, nothing fetched from outside, one process for many documents."""

import os
import signal
from io import BytesIO

import pypdf
import pytest

from config import pdf
from config.pdf_press import FETCHER, STATIC

SHEETS = ("fonts", "paper", "order")


def text_of(content: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


def test_russian_text_is_set_in_the_vendored_face():
    content = pdf.render("<html lang=ru><title>Проба</title><p class=paper>Съешь ещё", sheets=SHEETS)
    reader = pypdf.PdfReader(BytesIO(content))
    assert "Съешь ещё" in text_of(content)
    assert reader.metadata.title == "Проба"
    assert [
        font.get_object()["/BaseFont"].split("+")[1] for font in reader.pages[0]["/Resources"]["/Font"].values()
    ] == ["Liberation-Serif"]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        STATIC.joinpath("img/opora.svg").as_uri(),
        "http://127.0.0.1/secret",
        "https://example.org/x.css",
        "ftp://127.0.0.1/x",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "opora:/fonts/../settings.py",
        "opora:/fonts/Unknown.ttf",
        "OPORA:/fonts/LiberationSerif-Regular.ttf",
        "//127.0.0.1/x",
        "",
    ],
)
def test_every_address_but_ours_is_refused(address):
    with pytest.raises(ValueError, match="refused"):
        FETCHER.fetch(address)


def test_a_document_that_asks_for_more_is_printed_without_it():
    html = (
        "<link rel=stylesheet href='file:///etc/passwd'><link rel=attachment href='file:///etc/passwd'>"
        "<style>@import 'http://127.0.0.1/a.css'; p { background: url(file:///etc/passwd) }</style>"
        "<p>Текст<img src='file:///etc/passwd' alt='нет'><object data='file:///etc/passwd'></object></p>"
    )
    content = pdf.render(html, sheets=SHEETS)
    assert "Текст" in text_of(content)
    assert b"root:" not in content
    assert not pypdf.PdfReader(BytesIO(content)).attachments


def test_control_characters_do_not_spoil_the_text():
    assert "О чём <b>" in text_of(pdf.render("<p class=paper>О чём\x0b\x00 &lt;b&gt;</p>", sheets=SHEETS))


def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_made():
    endless = "<table>" + "<tr><td>строка" * 30_000
    with pytest.raises(pdf.PdfFailed, match="out of time"):
        pdf.render(endless, sheets=SHEETS, limit_seconds=0.7)
    assert "Дальше" in text_of(pdf.render("<p class=paper>Дальше", sheets=SHEETS))


def test_a_press_that_was_killed_is_replaced():
    pdf.render("<p>Раз", sheets=SHEETS)
    first = pdf._press._process
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert pdf.render("<p>Два", sheets=SHEETS).startswith(b"%PDF")
    second = pdf._press._process
    assert second.pid != first.pid
    assert pdf.render("<p>Три", sheets=SHEETS).startswith(b"%PDF")
    assert pdf._press._process is second


def test_a_style_sheet_that_is_not_there_is_an_error_and_not_the_end():
    with pytest.raises(pdf.PdfFailed, match="nothing"):
        pdf.render("<p>Раз", sheets=("nothing",))
    assert pdf.render("<p>Два", sheets=SHEETS).startswith(b"%PDF")
