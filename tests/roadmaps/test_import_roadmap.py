"""The command that shows what would be imported."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.roadmaps.importers.documents import HEADING, ROWS, TEXT, as_docx


def dry_run(path, capsys) -> dict:
    call_command("import_roadmap", str(path), "--dry-run", "--json")
    return json.loads(capsys.readouterr().out)


def test_a_dry_run_prints_the_reading_with_deadlines_understood(tmp_path, capsys):
    path = tmp_path / "карта.docx"
    path.write_bytes(as_docx(*TEXT, [HEADING, *ROWS]))
    data = dry_run(path, capsys)
    assert set(data) == {
        *("order", "stamp", "title", "goal", "tasks", "target_groups", "expected_results", "indicators"),
        *("schools", "period", "columns", "sections"),
    }
    activity = data["sections"][0]["activities"][0]
    assert set(activity) == {
        *("number", "text", "deadline", "responsible", "result", "output_documents", "doubts"),
    }
    assert activity["deadline"]["kind"] == "month"
    assert activity["deadline"]["due"] == ["2026-09-30"]
    assert activity["responsible"] == "Листьев П.Р."
    assert data["period"] == ["2026-09-01", "2027-08-31"]


def test_without_a_period_deadlines_are_left_for_a_person(tmp_path, capsys):
    path = tmp_path / "карта.docx"
    path.write_bytes(as_docx([HEADING, ["1", "Слёт", "постоянно", "школы", "Отчёт"]]))
    data = dry_run(path, capsys)
    assert data["period"] is None
    assert data["sections"][0]["activities"][0]["deadline"]["kind"] == "not_understood"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("письмо.docx", as_docx("Без таблиц."), "нет таблицы дорожной карты"),
        ("пусто.docx", b"", "пустой"),
        ("карта.docx", b"%PDF-1.7", "Имя файла не соответствует"),
    ],
)
def test_a_file_without_a_roadmap_ends_in_a_sentence(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        call_command("import_roadmap", str(path), "--dry-run", "--json")


def test_a_missing_file_ends_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="не открывается"):
        call_command("import_roadmap", str(tmp_path / "нет.docx"), "--dry-run", "--json")
