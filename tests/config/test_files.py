"""Stored files: bytes once, names as people gave them, downloads that nothing can run."""

import pytest
from django.core.files.storage import default_storage

from config import files
from config.models import StoredFile
from tests.schools.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Приказ №148-1/О.pdf", "Приказ №148-1-О.pdf"),
        ("справка.docx", "справка.docx"),
        ("C:\\документы\\план.xlsx", "C-документы-план.xlsx"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("отчёт\x00\n.pdf", "отчёт-.pdf"),
        ("", "файл"),
        ("а" * 300 + ".pdf", "а" * 200 + ".pdf"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_what_separates_folders(given, kept):
    assert files.clean_name(given) == kept


def test_the_same_bytes_are_kept_once_in_a_municipality_and_apart_in_another():
    anna, boris = UserFactory(), UserFactory()
    first = files.store(b"text", name="a.txt", by=anna)
    second = files.store(b"text", name="b.txt", by=anna)
    foreign = files.store(b"text", name="c.txt", by=boris)
    assert first.blob == second.blob
    assert foreign.blob != first.blob
    assert StoredFile.objects.values("key").distinct().count() == 3
    with default_storage.open(first.blob) as blob:
        assert blob.read() == b"text"


def test_a_download_has_its_russian_name_and_runs_nothing():
    response = files.send(files.store(b"%PDF-1.7", name="Справка за полугодие.pdf", by=UserFactory()))
    assert "filename*=utf-8''%D0%A1%D0%BF" in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store, private"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    response.close()
