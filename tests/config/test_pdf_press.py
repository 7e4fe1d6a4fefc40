import re
from io import BytesIO

from pypdf import PdfReader

from config import pdf_press

FACE_SHEET = pdf_press.SHEETS["fonts"].read_text()


def test_every_face_of_the_sheet_is_ours_and_may_be_fetched():
    assert set(re.findall(r'url\("(.*?)"\)', FACE_SHEET)) == set(pdf_press.FACES)


def test_a_document_carries_its_faces():
    html = "<p style='font-family: Liberation Serif'>Приказ <b>№ 148-1/О</b></p>"
    page = PdfReader(BytesIO(pdf_press.press(html, ["fonts"]))).pages[0]
    descriptors = [
        font["/DescendantFonts"][0]["/FontDescriptor"] for font in page["/Resources"]["/Font"].get_object().values()
    ]
    assert {descriptor["/FontName"].partition("+")[2] for descriptor in descriptors} == {
        "Liberation-Serif",
        "Liberation-Serif-Bold",
    }
    assert all("/FontFile2" in descriptor for descriptor in descriptors)
