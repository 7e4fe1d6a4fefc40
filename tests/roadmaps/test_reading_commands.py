"""The two doors that read deadlines and parties from standard input, a JSON object a line."""

import io
import json
import sys

from django.core.management import call_command


def answers(command: str, asked: list[dict], monkeypatch) -> list:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(json.dumps(line) for line in asked) + "\n\n"))
    out = io.StringIO()
    call_command(command, "--lines", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_deadlines_line_by_line(monkeypatch):
    period = ["2022-01-01", "2022-12-31"]
    asked = [
        {"wording": "до июня", "period": period, "approved": "2022-01-10"},
        {"wording": "", "period": period, "approved": None},
        {"wording": "сентябрь\ud800", "period": period},
    ]
    until_june, nothing, broken = answers("read_deadline", asked, monkeypatch)
    assert (until_june["kind"], until_june["due"]) == ("date", ["2022-05-31"])
    assert nothing["kind"] == "unspecified"
    assert broken["due"] == ["2022-09-30"]


def test_parties_line_by_line(monkeypatch):
    (parties,) = answers("read_responsible", [{"text": "Методист А.Б.Громова, руководители ОО"}], monkeypatch)
    assert parties == [
        {"kind": "person", "name": "Громова А.Б.", "position": "Методист"},
        {"kind": "group", "name": "руководители ОО", "position": ""},
    ]
