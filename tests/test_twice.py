"""The same form sent twice, the second time while the first is still at work: one effect, never a 5xx.

The first request holds its locks inside an open transaction; the second is sent, waits at them, and goes on when
the first is committed. That is what a double click does to two workers, only certain.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pgtrigger
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction
from django.test import Client

from config.models import Job, Letter
from curators.models import Agreement, Assignment, Consultation, Recommendation, Visit
from monitoring.models import MonitoringPeriod, ProgressReport, ReportRemark
from reports.models import Acquaintance, Order, OrderRegister, OrderRemark
from roadmaps.models import Activity, Checkpoint, OutputDocument, Proof, Roadmap, RoadmapRemark, RowRemark, Section
from schools.models import (
    ExamResult,
    FederalList,
    IdentificationMethod,
    IdentificationRun,
    MethodVersion,
    PassportImport,
    PassportQuestion,
    RecommendedActivity,
    School,
    SchoolEvent,
    SelfAssessment,
    SocialPassport,
    User,
)
from schools.passport_changes import digest_of
from schools.roles import Role
from schools.services import read_passport_import
from schools.standards.questionnaire import content
from tests.schools.factories import PASSWORD
from tests.test_access import ROLES
from tests.walk import PAGES, POSTS, fill, form_at, path_of
from tests.world import TODAY, Town, settle

ANSWERS = {question["code"]: "0" for question in content()["questions"]}


@dataclass
class Case:
    """Who sends what, of which rows there must be how many more. `sent` is added to the form as it stands."""

    name: str
    role: Role
    counted: type
    more: int = 1
    sent: dict | Callable[[Town], dict] = field(default_factory=dict)


def changes_shown(town: Town) -> dict:
    return {"seen": digest_of(read_passport_import(town.own.passport_import).changes)}


CASES = [
    Case("roadmaps:create", Role.SPECIALIST, Roadmap),
    Case("roadmaps:add_section", Role.SPECIALIST, Section),
    Case("roadmaps:add_activity", Role.SPECIALIST, Activity),
    Case("roadmaps:submit", Role.SPECIALIST, RoadmapRemark),
    Case("roadmaps:accept_import", Role.SPECIALIST, Roadmap),
    Case("roadmaps:complete_checkpoint", Role.DIRECTOR, OutputDocument, sent={"files": "Справка.pdf"}),
    Case("roadmaps:attach_document", Role.DIRECTOR, OutputDocument, sent={"file": "Справка.pdf"}),
    Case("roadmaps:replace_document", Role.DIRECTOR, OutputDocument, sent={"file": "Справка.pdf"}),
    Case("roadmaps:accept_document", Role.CURATOR, Proof, 0),
    Case("roadmaps:return_document", Role.CURATOR, Letter, sent={"comment": "Нет подписи"}),
    Case("roadmaps:cancel_checkpoint", Role.SPECIALIST, Checkpoint, 0),
    Case("roadmaps:return_to_draft", Role.HEAD, RoadmapRemark),
    Case("roadmaps:withdraw", Role.SPECIALIST, RoadmapRemark),
    Case("roadmaps:close", Role.HEAD, RoadmapRemark),
    Case("roadmaps:derive", Role.DIRECTOR, Roadmap),
    Case("roadmaps:take_recommended", Role.DIRECTOR, Activity),
    Case("roadmaps:copy", Role.SPECIALIST, Roadmap),
    Case("roadmaps:settle_remark", Role.SPECIALIST, RowRemark, 0),
    Case("roadmaps:amend", Role.SPECIALIST, Roadmap),
    Case("roadmaps:make_template", Role.SPECIALIST, Roadmap, 0),
    Case("roadmaps:drop_template", Role.SPECIALIST, Roadmap, 0),
    Case("roadmaps:publish", Role.HEAD, RoadmapRemark),
    Case("roadmaps:unpublish", Role.HEAD, RoadmapRemark, 0),
    Case("reports:make_plan_fact", Role.SPECIALIST, Job),
    Case("reports:make_dynamics", Role.SPECIALIST, Job),
    Case("reports:make_school_dynamics", Role.DIRECTOR, Job),
    Case("roadmaps:delete", Role.SPECIALIST, Roadmap, -1),
    Case("roadmaps:delete_activity", Role.SPECIALIST, Activity, -1),
    Case("reports:create_order", Role.SPECIALIST, Order),
    Case("reports:draft_order", Role.SPECIALIST, Order),
    Case("reports:delete_order", Role.SPECIALIST, Order, -1),
    Case("reports:draft_list_order", Role.SPECIALIST, Order),
    Case("reports:submit_order", Role.SPECIALIST, OrderRemark),
    Case("reports:sign_order", Role.HEAD, OrderRemark, sent={"password": PASSWORD}),
    Case("reports:return_order", Role.HEAD, OrderRemark),
    Case("reports:acknowledge", Role.DIRECTOR, Acquaintance, 0),
    Case("reports:build_semester_report", Role.SPECIALIST, Job),
    Case("curators:add_visit", Role.CURATOR, Visit),
    Case("curators:add_consultation", Role.CURATOR, Consultation),
    Case("curators:add_recommendation", Role.CURATOR, Recommendation),
    Case("curators:add_agreement", Role.SPECIALIST, Agreement),
    Case("curators:assign", Role.SPECIALIST, Assignment),
    Case("monitoring:submit_report", Role.DIRECTOR, ReportRemark),
    Case("monitoring:edit_report", Role.DIRECTOR, ReportRemark, sent={"submit": "1"}),
    Case("monitoring:accept_report", Role.CURATOR, ReportRemark),
    Case("monitoring:return_report", Role.CURATOR, ReportRemark, sent={"comment": "Где?", "redo_due_on": "2026-12-01"}),
    Case("monitoring:open_reports", Role.SPECIALIST, ProgressReport, 0),
    Case("monitoring:add_period", Role.SPECIALIST, MonitoringPeriod),
    Case("monitoring:close_period", Role.HEAD, MonitoringPeriod, 0),
    Case("monitoring:close_school", Role.SPECIALIST, SchoolEvent),
    Case("monitoring:merge_school", Role.SPECIALIST, SchoolEvent, 2),
    Case("schools:apply_register_import", Role.SPECIALIST, School),
    Case("schools:take_passports", Role.SPECIALIST, SocialPassport, sent=changes_shown),
    Case("schools:undo_passports", Role.SPECIALIST, SocialPassport, -1),
    Case("schools:discard_passports", Role.SPECIALIST, PassportImport, -1),
    Case("schools:confirm_run", Role.SPECIALIST, IdentificationRun, 0),
    Case("schools:federal_list", Role.SPECIALIST, FederalList),
    Case("schools:copy_method", Role.SPECIALIST, IdentificationMethod),
    Case("schools:draft_method", Role.SPECIALIST, MethodVersion, 0),
    Case("schools:put_in_force", Role.SPECIALIST, MethodVersion, 0, sent={"edits_count": 0}),
    Case("schools:discard_version", Role.SPECIALIST, MethodVersion, -1),
    Case("schools:add", Role.ADMIN, School),
    Case("schools:add_result", Role.SPECIALIST, ExamResult, sent={"grade": "9", "mean": "3,5"}),
    Case("schools:take_results", Role.SPECIALIST, Job, sent={"only_good": "on"}),
    Case("schools:undo_results", Role.SPECIALIST, Job),
    Case("schools:tell_about_results", Role.SPECIALIST, Job),
    Case("schools:add_person", Role.ADMIN, User),
    Case("schools:add_recommended", Role.SPECIALIST, RecommendedActivity),
    Case("schools:edit_assessment", Role.DIRECTOR, SelfAssessment, 0, sent={"submit": "1", **ANSWERS}),
    Case("schools:add_passport_question", Role.SPECIALIST, PassportQuestion, sent={"title": "Кружки", "unit": "count"}),
    Case("schools:edit_passport", Role.DIRECTOR, SocialPassport),
]


def settled() -> Town:
    """A town of its own for each case, so that none finds what another has changed."""
    town = settle()
    town.people[Role.HEAD].set_password(PASSWORD)
    town.people[Role.HEAD].save()
    ProgressReport.objects.filter(pk=town.own.report.pk).update(plans="Дальше")
    OrderRegister.objects.create(municipality=town.municipality, year=TODAY.year, last_sequence=2)
    return town


def browser(person: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def is_waited_for() -> bool:
    """Whether somebody stands at a lock that we hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT bool_or(pg_backend_pid() = ANY (pg_blocking_pids(pid))) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def send_together(person: User, one: tuple[str, dict], other: tuple[str, dict]) -> list[int]:
    """Status of both answers; the other request comes when the first has done its work and not yet committed."""
    first, second, answers = browser(person), browser(person), []

    def post(client: Client, path: str, sent: dict) -> None:
        answers.append(client.post(path, with_files(sent)).status_code)

    def post_second() -> None:
        post(second, *other)
        connections.close_all()

    thread = threading.Thread(target=post_second)
    with transaction.atomic():
        post(first, *one)
        thread.start()
        while thread.is_alive() and not is_waited_for():
            time.sleep(0.01)
    thread.join()
    return answers


def with_files(sent: dict) -> dict:
    names = {field: sent[field] for field in ("files", "file") if sent.get(field)}
    return sent | {field: SimpleUploadedFile(name, b"%PDF-1.7\n1 0 obj\n") for field, name in names.items()}


def form_of(name: str, role: Role, town: Town) -> tuple[str, dict]:
    """Where the role sends the form, and the form filled in."""
    row = next(row for row in POSTS if row.name == name and row.own[ROLES.index(role)] == "+")
    path = path_of(row, town)
    form = form_at(browser(town.people[role]), path) if any(page.name == name for page in PAGES) else None
    return path, fill(form) if form else {}


@pytest.mark.django_db(transaction=True)
@time_machine.travel(f"{TODAY}T12:00:00+03:00", tick=False)
def test_a_form_sent_twice_has_one_effect():
    got = {}
    for case in CASES:
        town = settled()
        path, filled = form_of(case.name, case.role, town)
        sent = case.sent(town) if callable(case.sent) else case.sent
        before = case.counted._default_manager.count()
        answers = send_together(town.people[case.role], *[(path, filled | sent)] * 2)
        more = case.counted._default_manager.count() - before
        got[case.name] = (more, answers[0], [status for status in answers if status >= 500])
    assert got == {case.name: (case.more, 302, []) for case in CASES}


@pytest.mark.django_db(transaction=True)
@time_machine.travel(f"{TODAY}T12:00:00+03:00", tick=False)
def test_a_roadmap_handed_over_meanwhile_is_no_longer_edited():
    town, got = settled(), {}
    submit = form_of("roadmaps:submit", Role.SPECIALIST, town)
    edits = ("add_section", "edit_section", "delete_section", "add_activity", "edit_activity", "delete_activity")
    for name in (*edits, "edit_texts", "delete"):
        edit = form_of(f"roadmaps:{name}", Role.SPECIALIST, town)
        got[name] = send_together(town.people[Role.SPECIALIST], submit, edit)
        with pgtrigger.ignore():
            Roadmap.objects.filter(pk=town.own.draft.pk).update(status=Roadmap.Status.DRAFT)
    assert {name: answers for name, answers in got.items() if answers[0] != 302 or answers[1] >= 500} == {}
    assert Section.objects.filter(roadmap=town.own.draft).count() == 1
    assert Activity.objects.filter(roadmap=town.own.draft).count() == 1
