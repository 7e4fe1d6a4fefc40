"""The same form sent twice, the second time while the first is still at work: one effect, never a 5xx.

The first request holds its locks inside an open transaction; the second is sent, waits at them, and goes on when
the first is committed. That is what a double click does to two workers, only certain.
"""

import threading
import time
from dataclasses import dataclass, field

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction
from django.test import Client

from config.models import Job
from curators.models import Agreement, Assignment, Consultation, Recommendation, Visit
from monitoring.models import MonitoringPeriod, ProgressReport, ReportRemark
from reports.models import Acquaintance, Order, OrderRegister, OrderRemark
from roadmaps.models import Activity, Checkpoint, OutputDocument, Roadmap, RoadmapRemark
from schools.models import School, SocialPassport, User
from schools.roles import Role
from tests.schools.factories import PASSWORD
from tests.test_access import ROLES
from tests.walk import PAGES, POSTS, fill, path_of
from tests.world import TODAY, Town, settle


@dataclass
class Case:
    """Who sends what, of which rows there must be how many more. `sent` is added to the form as it stands."""

    name: str
    role: Role
    counted: type
    more: int = 1
    sent: dict = field(default_factory=dict)


CASES = [
    Case("roadmaps:submit", Role.SPECIALIST, RoadmapRemark),
    Case("roadmaps:accept_import", Role.SPECIALIST, Roadmap),
    Case("roadmaps:complete_checkpoint", Role.DIRECTOR, OutputDocument, sent={"files": "Справка.pdf"}),
    Case("roadmaps:cancel_checkpoint", Role.SPECIALIST, Checkpoint, 0),
    Case("roadmaps:return_to_draft", Role.HEAD, RoadmapRemark),
    Case("roadmaps:close", Role.HEAD, RoadmapRemark),
    Case("roadmaps:delete", Role.SPECIALIST, Roadmap, -1),
    Case("roadmaps:delete_activity", Role.SPECIALIST, Activity, -1),
    Case("reports:draft_order", Role.SPECIALIST, Order),
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
    Case("schools:add", Role.ADMIN, School),
    Case("schools:add_person", Role.ADMIN, User),
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


def send_twice(path: str, sent: dict, person: User) -> list[int]:
    """Status of both answers; the second request comes when the first has done its work and not yet committed."""
    first, second, answers = browser(person), browser(person), []

    def post(client: Client) -> None:
        answers.append(client.post(path, with_files(sent)).status_code)

    def post_second() -> None:
        post(second)
        connections.close_all()

    thread = threading.Thread(target=post_second)
    with transaction.atomic():
        post(first)
        thread.start()
        while thread.is_alive() and not is_waited_for():
            time.sleep(0.01)
    thread.join()
    return answers


def with_files(sent: dict) -> dict:
    name = sent.get("files")
    return sent | {"files": SimpleUploadedFile(name, b"%PDF-1.7 \n")} if name else sent


@pytest.mark.django_db(transaction=True)
@time_machine.travel(f"{TODAY}T12:00:00+03:00", tick=False)
def test_a_form_sent_twice_has_one_effect():
    got = {}
    for case in CASES:
        town = settled()
        row = next(row for row in POSTS if row.name == case.name and row.own[ROLES.index(case.role)] == "+")
        path, person = path_of(row, town), town.people[case.role]
        page = browser(person).get(path) if any(page.name == case.name for page in PAGES) else None
        form = page and (page.context or {}).get("form")
        before = case.counted._default_manager.count()
        answers = send_twice(path, (fill(form) if form else {}) | case.sent, person)
        more = case.counted._default_manager.count() - before
        got[case.name] = (more, answers[0], [status for status in answers if status >= 500])
    assert got == {case.name: (case.more, 302, []) for case in CASES}
