"""Tables of results taken, taken again, taken back; one row by hand."""

import json
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from config import jobs
from config import tasks as config_tasks
from config.models import Job, StoredFile
from schools import services, tasks
from schools.importers.reading import Row
from schools.importers.sheet import TableRefused
from schools.models import ColumnMapping, ExamResult, ResultBenchmark, ResultImport
from schools.results.comparing import Old, is_jump, jumps
from tests.config.test_jobs import run_apart, until
from tests.schools.factories import SchoolFactory, UserFactory
from tests.schools.importers.books import book
from tests.schools.tables import HEADINGS, csv, hand_in, take, worked
from tests.test_twice import is_waited_for

pytestmark = pytest.mark.django_db
LINE = [2026, "ОГЭ", "Химия", 9, 40, 10, 3.4]
NAME = "МБОУ СОШ № 7"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def school(by):
    return SchoolFactory(municipality=by.municipality, short_name=NAME)


def facts() -> list[tuple]:
    names = ("subject", "participants_count", "below_minimum_count", "mean", "result_import_id")
    return list(ExamResult.objects.order_by("subject").values_list(*names))


def counts(result_import) -> tuple:
    return tuple(result_import.summary[f"{name}_count"] for name in ("new", "changed", "same"))


def test_nothing_is_taken_before_a_person_says_so(by, school):
    waiting = hand_in(csv([NAME, *LINE]), by)
    assert (counts(waiting), waiting.is_waiting, facts()) == ((1, 0, 0), True, [])
    taken = take(csv([NAME, *LINE]), by)
    assert facts() == [("Химия", 40, 10, Decimal("3.40"), taken.pk)]


def test_second_table_updates_and_is_taken_back_to_what_was_before(by, school):
    first = take(csv([NAME, *LINE], [NAME, 2026, "ОГЭ", "Физика", 9, 20, 2, 4]), by)
    changed = [NAME, *LINE[:5], 12, 3.3]
    second = take(
        csv(changed, [NAME, 2026, "ОГЭ", "Физика", 9, 20, 2, 4], [NAME, 2026, "ОГЭ", "История", 9, 9, 1, 4]), by
    )
    assert counts(second) == (1, 1, 1)
    before = [("Физика", 20, 2, Decimal("4.00"), first.pk), ("Химия", 40, 10, Decimal("3.40"), first.pk)]
    assert [row[1:] for row in facts()] == [
        (9, 1, Decimal("4.00"), second.pk), before[0][1:], (40, 12, Decimal("3.30"), second.pk)
    ]  # fmt: skip
    keys = set(ExamResult.objects.values_list("pk", flat=True))
    with pytest.raises(ValidationError, match="Сначала отмените более позднюю"):
        services.undo_results(first, by=by)
    assert worked(services.undo_results(second, by=by)).status == Job.Status.DONE
    assert facts() == before
    assert set(ExamResult.objects.values_list("pk", flat=True)) < keys
    worked(services.undo_results(first, by=by))
    assert facts() == []
    with pytest.raises(ValidationError, match="которая действует"):
        services.undo_results(first, by=by)


def test_row_put_right_by_hand_outlives_its_import(by, school):
    taken = take(csv([NAME, *LINE]), by)
    services.save_result(ExamResult.objects.get(), by=by, below_minimum_count=11)
    worked(services.undo_results(taken, by=by))
    assert facts() == [("Химия", 40, 11, Decimal("3.40"), None)]


def test_levels_become_what_results_are_compared_with(by, school):
    taken = take(csv(["Регион", *LINE], ["Муниципалитет", *LINE], [NAME, *LINE]), by)
    assert ExamResult.objects.count() == 1
    row = ResultBenchmark.objects.get(level="region")
    assert (row.below_minimum_percent, row.mean, row.result_import) == (Decimal("25.00"), Decimal("3.40"), taken)
    again = hand_in(csv(["Регион", *LINE], ["Муниципалитет", *LINE], [NAME, *LINE]), by)
    assert counts(again) == (0, 0, 3)
    worked(services.undo_results(taken, by=by))
    assert not ResultBenchmark.objects.exists()


def test_bad_rows_stay_out_only_when_the_person_says_so(by, school):
    rows = [NAME, *LINE], [NAME, 2026, "ОГЭ", "Физика", 9, -3, 0, 4]
    waiting = hand_in(csv(*rows), by)
    assert waiting.summary["errors"] == ["F3: -3 — число не бывает отрицательным"]
    with pytest.raises(ValidationError, match="есть ошибки"):
        services.take_results(waiting, by=by)
    assert facts() == []
    job = jobs.start("schools.take_results", subject=f"import:{waiting.pk}", title="Мимо проверки", by=by)
    assert worked(job).failure.startswith("В таблице есть ошибки")
    worked(services.take_results(waiting, by=by, only_good=True))
    assert [row[0] for row in facts()] == ["Химия"]


def test_what_the_table_does_not_say_is_asked(by, school):
    waiting = hand_in(csv([NAME, 40, 3.4], headings=["Школа", "Участников", "Средняя отметка"]), by)
    assert waiting.summary["missing"] == ["grade", "procedure", "subject", "year"]
    worked(services.tell_about(waiting, by=by, year=2026, procedure="diag", subject="Физика", grade=8))
    worked(services.take_results(waiting, by=by))
    row = ExamResult.objects.get()
    assert (row.procedure, row.subject, row.grade, row.below_minimum_count) == ("diag", "Физика", 8, None)


def test_what_was_said_of_a_table_is_taken_back(by, school):
    waiting = hand_in(csv([NAME, 40, 3.4], headings=["Школа", "Участников", "Средняя отметка"]), by)
    worked(services.tell_about(waiting, by=by, year=2026, procedure="diag", subject="Физика", grade=8))
    worked(services.choose_schools(waiting, by=by, chosen={}, skipped=["Вечерняя"]))
    worked(services.tell_about(waiting, by=by, year=2026, procedure="", subject="", grade=None))
    waiting.refresh_from_db()
    assert waiting.given == {"year": 2026, "skipped": ["вечерняя"]}
    assert waiting.summary["missing"] == ["grade", "procedure", "subject"]


def test_school_chosen_once_is_known_in_the_next_table(by, school):
    waiting = hand_in(csv(["Семёрка", *LINE], ["Вечерняя", *LINE]), by)
    assert waiting.summary["unknown"] == {"Семёрка": "A2", "Вечерняя": "A3"}
    worked(services.choose_schools(waiting, by=by, chosen={"Семёрка": school}, skipped=["Вечерняя"]))
    waiting.refresh_from_db()
    assert (waiting.summary["errors"], counts(waiting)) == ([], (1, 0, 0))
    assert hand_in(csv(["семерка", *LINE]), by).summary["unknown"] == {}
    stranger = UserFactory()
    assert hand_in(csv(["Семёрка", *LINE]), stranger).summary["unknown"] == {"Семёрка": "A2"}


def test_school_of_another_municipality_is_never_chosen(by, school):
    with pytest.raises(ValueError, match="another municipality"):
        services.choose_schools(hand_in(csv([NAME, *LINE]), by), by=by, chosen={"Семёрка": SchoolFactory()}, skipped=[])


def test_columns_named_once_are_known_for_the_same_headings(by, school):
    headings = [*HEADINGS[:5], "Всего", "Не дотянули", "Итог"]
    waiting = hand_in(csv([NAME, *LINE], headings=headings), by)
    (layout,) = waiting.summary["columns"]
    assert layout["keys"][5:] == ["participants", "", ""]
    keys = [*layout["keys"][:6], "below", "mean_mark"]
    worked(services.name_columns(waiting, by=by, meanings={layout["fingerprint"]: keys}))
    take(csv([NAME, *LINE], headings=headings, name="Ещё раз.csv"), by)
    assert [row[1:4] for row in facts()] == [(40, 10, Decimal("3.40"))]
    assert ColumnMapping.objects.get().municipality == by.municipality


@pytest.mark.parametrize("size", [1, 30_000])
def test_nothing_is_kept_of_a_table_with_names(by, school, size):
    """A small one is refused at once, a large one by the worker."""
    upload = csv(*[[NAME, "—", *LINE]] * size, headings=["Школа", "Фамилия", *HEADINGS[1:]])
    if size == 1:
        with pytest.raises(TableRefused, match="Фамилия"):
            services.hand_in_results(upload, by=by)
    else:
        job = worked(services.hand_in_results(upload, by=by))
        assert "Фамилия" in job.failure
    assert not ResultImport.objects.exists()
    assert not StoredFile.objects.exists()


def test_reading_given_up_leaves_nothing(by, school):
    job = services.hand_in_results(csv([NAME, *LINE]), by=by)
    assert services.hand_in_results(csv([NAME, *LINE]), by=by) == job  # a second click
    jobs.cancel(job)
    assert not ResultImport.objects.exists()
    assert not StoredFile.objects.exists()


def test_taking_given_up_at_its_last_step_takes_nothing(by, school):
    waiting = hand_in(csv([NAME, *LINE]), by)

    def progress(percent: int, step: str) -> None:
        if percent == 95:
            assert ExamResult.objects.exists()
            raise jobs.Cancelled

    with pytest.raises(jobs.Cancelled):
        tasks.take(services.take_results(waiting, by=by), progress)
    waiting.refresh_from_db()
    assert (facts(), waiting.is_waiting) == ([], True)


KILLED = """
import django
django.setup()
from config import jobs
from schools import tasks
jobs.run({pk})
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_half_way_has_taken_nothing_and_the_next_one_takes_all(by, school):
    """Killed while its transaction stands between the rows of schools and those of the region."""
    waiting = hand_in(csv([NAME, *LINE], ["Регион", *LINE]), by)
    job = services.take_results(waiting, by=by)
    key = {"year": 2026, "procedure": "oge", "subject": "Химия", "grade": 9, "level": "region", "mean": 3}
    with transaction.atomic():
        ResultBenchmark.objects.create(municipality=by.municipality, **key)  # the worker waits for what becomes of it
        worker = run_apart(KILLED.format(pk=job.pk))
        try:
            until(is_waited_for)
            assert Job.objects.get(pk=job.pk).status == Job.Status.RUNNING
        finally:
            worker.kill()
            worker.wait()
        transaction.set_rollback(True)
    waiting.refresh_from_db()
    assert (facts(), ResultBenchmark.objects.count(), waiting.is_waiting) == ([], 0, True)
    until(lambda: config_tasks.sweep_jobs() or Job.objects.get(pk=job.pk).status == Job.Status.DONE)
    waiting.refresh_from_db()
    assert (len(facts()), ResultBenchmark.objects.count(), waiting.is_in_effect) == (1, 1, True)
    assert (counts(waiting), Job.objects.get(pk=job.pk).attempts_count) == ((2, 0, 0), 2)
    jobs.run(job.pk)
    assert len(facts()) == 1


def test_table_taken_twice_is_taken_once(by, school):
    waiting = hand_in(csv([NAME, *LINE]), by)
    assert services.take_results(waiting, by=by) == services.take_results(waiting, by=by)
    jobs.run(Job.objects.latest("pk").pk)
    with pytest.raises(ValidationError, match="уже загружена"):
        services.take_results(waiting, by=by)


def test_table_not_wanted_is_forgotten_with_its_file(by, school):
    services.discard_results(hand_in(csv([NAME, *LINE]), by), by=by)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("now", "was", "jumped"),
    [(250, 25, True), (249, 25, False), (25, 250, True), (9, 0, False), (10, 0, True), (4, 0, False), (10, 1, True)],
)
def test_ten_fold_jump(now, was, jumped):
    assert is_jump(now, was) == jumped


def test_jump_is_said_of_its_cell_with_both_numbers():
    columns = {"participants": 3, "mark2": 5}
    row = Row("ОГЭ", 4, 1, NAME, "", 2026, "oge", "Химия", 9, "marks", participants=250, below=90, columns=columns)
    assert [str(said) for said in jumps(row, Old(1, (25, None, None, None, None, 3, "marks", None), None))] == [
        "Лист «ОГЭ», D5: Химия, 9 класс: участников 250, а год назад — 25",
        "Лист «ОГЭ», F5: Химия, 9 класс: не справились 90, а год назад — 3",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"below_minimum_count": 41},
        {"twos_count": 1},
        {"twos_count": 10, "threes_count": 10, "fours_count": 10, "fives_count": 9},
        {"mean": "5.01"},
        {"mean": "1.99"},
        {"scale": "points", "mean": "100.5"},
        {"year": 1999},
        {"grade": 13},
    ],
)
def test_database_refuses_what_cannot_be(school, wrong):
    usual = {"year": 2026, "procedure": "oge", "subject": "Химия", "grade": 9, "participants_count": 40, "mean": "3.4"}
    with pytest.raises(IntegrityError), transaction.atomic():
        ExamResult.objects.create(municipality=school.municipality, school=school, **(usual | wrong))


def run(file: str, *options, **named) -> str:
    out = StringIO()
    call_command("import_results", file, *options, stdout=out, **named)
    return out.getvalue()


def saved(tmp_path, content: BytesIO | SimpleUploadedFile, name="Итоги.xlsx") -> str:
    path = tmp_path / name
    path.write_bytes(content.read())
    return str(path)


def test_command_shows_the_reading(by, school, tmp_path):
    path = saved(tmp_path, book([HEADINGS, [NAME, *LINE], [NAME, *LINE[:4], -1, 0, 3]]))
    got = json.loads(run(path, "--dry-run", "--json", municipality=by.municipality.name))
    assert (got["layout"], got["year"], got["procedure"], len(got["rows"])) == ("rows", 2026, "oge", 1)
    assert got["rows"][0]["school_id"] == school.pk
    assert got["errors"] == [{"sheet": "Лист1", "cell": "F3", "text": "-1 — число не бывает отрицательным"}]
    assert not ResultImport.objects.exists()


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"year": "abc"}, r"Год \(--year\): Введите целое число"),
        ({"year": "-5"}, r"Год \(--year\)"),
        ({"year": "1990"}, r"Год \(--year\)"),
        ({"year": "99999"}, "ещё не наступил"),
        ({"grade": "99"}, r"Класс \(--grade\)"),
        ({"procedure": "xxx"}, r"Процедура \(--procedure\)"),
        ({"subject": "я" * 81}, r"Предмет \(--subject\)"),
        ({"layout": "x"}, "Вида таблицы «x» нет"),
    ],
)
@pytest.mark.parametrize("is_dry", [True, False])
def test_command_refuses_nonsense_in_a_sentence(by, school, tmp_path, said, refusal, is_dry):
    path = saved(tmp_path, csv([NAME, *LINE]), "Итоги.csv")
    with pytest.raises(CommandError, match=refusal):
        run(path, *(["--dry-run"] if is_dry else []), by=by.email, **said)
    assert not ResultImport.objects.exists()


def test_command_takes_the_table(by, school, tmp_path):
    path = saved(tmp_path, csv([NAME, *LINE]), "Итоги.csv")
    assert run(path, by=by.email) == "Новых строк: 1, изменённых: 0, прежних: 0.\n"
    assert ExamResult.objects.get().result_import.applied_by == by


@pytest.mark.parametrize(
    ("rows", "options", "said"),
    [
        ([["Письмо"]], {}, "не нашлось таблицы"),
        ([HEADINGS, [NAME, *LINE]], {"layout": "sheets"}, "строка на школу и предмет"),
        ([HEADINGS, [NAME, *LINE]], {"municipality": "Нет такого"}, "Укажите один муниципалитет"),
    ],
)
def test_command_says_why_not(by, school, tmp_path, rows, options, said):
    named = {"municipality": str(by.municipality_id), **options}
    with pytest.raises(CommandError, match=said):
        run(saved(tmp_path, book(rows)), "--dry-run", "--json", **named)
