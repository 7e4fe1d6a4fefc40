import re
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

from django.conf import settings
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


def test_a_press_leaves_with_its_worker_in_the_middle_of_a_document():
    worker = (
        "import subprocess, sys, json; from config.pdf import HEADER\n"
        "press = subprocess.Popen([sys.executable, '-m', 'config.pdf_press'], stdin=subprocess.PIPE)\n"
        "order = json.dumps({'html': '<p>word</p>' * 200_000, 'sheets': []}).encode()\n"
        "press.stdin.write(HEADER.pack(True, len(order)) + order); press.stdin.flush()\n"
        "print(press.pid, flush=True); press.wait()"
    )
    started = subprocess.Popen([sys.executable, "-c", worker], stdout=subprocess.PIPE, cwd=settings.BASE_DIR)
    press = Path("/proc") / started.stdout.readline().decode().strip()
    time.sleep(0.5)
    assert "pdf_press" in (press / "cmdline").read_text()
    started.send_signal(signal.SIGKILL)
    started.communicate()
    deadline = time.monotonic() + 10
    while press.exists() and (press / "cmdline").read_text():  # a process that ended has no command line
        assert time.monotonic() < deadline
        time.sleep(0.1)
