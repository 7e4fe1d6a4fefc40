"""What the commands of the product share: whatever is wrong on their line is said in a Russian sentence."""

import re
import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser

WRONG_LINE = 2  # the exit code of a command that was called wrongly
# What argparse says, and what we say instead; {} stands for what it names.
SENTENCES = (
    (r"unrecognized arguments: (.+)", "Таких параметров нет: {}."),
    (r"ambiguous option: (\S+) could match (.+)", "Параметр {} можно понять по-разному: {}. Напишите его целиком."),
    (r"argument (.+): expected (?:one|at least one) argument", "После {} укажите значение."),
    (r"argument (.+): ignored explicit argument (.+)", "Параметр {} пишут без значения, а здесь {}."),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", "{}: значения {} нет. Есть: {}."),
    (r"argument (.+): invalid \w+ value: (.+)", "{}: значение {} не подходит."),
    (r"argument (.+): not allowed with argument (.+)", "Параметры {} и {} нельзя указать вместе."),
    (r"the following arguments are required: (.+)", "Не указано: {}."),
)


class Command(BaseCommand):
    """The base of the commands; their names, parameters and help are told by themselves."""

    def create_parser(self, prog_name: str, subcommand: str, **options) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **options)
        parser.error = lambda message: self._refuse(parser, message)
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            "".join(argv).encode()
        except UnicodeEncodeError:  # bytes of the line that are no letters
            self.stderr.write("Имена и параметры нужны в кодировке UTF-8: переименуйте файл или проверьте терминал.")
            sys.exit(WRONG_LINE)
        super().run_from_argv(argv)

    def _refuse(self, parser: CommandParser, message: str) -> None:
        text = f"{in_russian(message)} Что можно указать: {parser.prog} --help"
        if not parser.called_from_command_line:
            raise CommandError(text)
        self.stderr.write(text)
        sys.exit(WRONG_LINE)


def in_russian(message: str) -> str:
    """A sentence of argparse in Russian; one that is not known keeps what it names."""
    for pattern, sentence in SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(*found.groups())
    return f"Параметры не поняты: {message}."
