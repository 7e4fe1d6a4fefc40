"""Whatever is wrong on the line of a command is said in a Russian sentence."""

import os
import re
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from config.commands import in_russian

LATIN = re.compile(r"(?<![-\w./])[a-z]{3,}(?![\w./-])")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--metod", "points"], "Таких параметров нет: --metod points."),
        (["--method"], "После --method укажите значение."),
        (["--m", "1"], "Параметр --m можно понять по-разному: --municipality, --method."),
        (["--json=1"], "Параметр --json пишут без значения, а здесь '1'."),
        (["-v", "9"], "-v/--verbosity: значения 9 нет. Есть: 0, 1, 2, 3."),
        (["-v", "много"], "-v/--verbosity: значение 'много' не подходит."),
        (["лишнее"], "Таких параметров нет: лишнее."),
    ],
)
def test_what_is_wrong_on_the_line_is_told_in_russian(args, told):
    with pytest.raises(CommandError) as refusal:
        call_command("identify", *args)
    assert str(refusal.value).startswith(told)
    assert LATIN.findall(str(refusal.value).removeprefix(told)) in ([], ["identify"])


def test_a_sentence_that_is_not_known_keeps_what_it_names():
    assert in_russian("argument x: strange") == "Параметры не поняты: argument x: strange."


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([b"--metod", b"x"], "Таких параметров нет: --metod x. Что можно указать: manage.py identify --help"),
        ([b"--method", b"\xef\xee"], "Имена и параметры нужны в кодировке UTF-8"),
    ],
)
def test_a_terminal_gets_one_line_and_no_traceback(args, told):
    done = subprocess.run(
        [sys.executable, "manage.py", "identify", *args], capture_output=True, env=os.environ, timeout=120
    )
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, len(lines)) == (2, 1)
    assert lines[0].startswith(told)
