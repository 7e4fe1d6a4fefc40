"""A progress report on its way: written, handed in, accepted or returned. Each step is remembered with its words."""

from datetime import date

from django.db import transaction

from config import clock, outbox
from curators.models import Assignment
from monitoring.emails import REPORT_ACCEPTED, REPORT_RETURNED, REPORT_SUBMITTED, Email, link
from monitoring.halfyear import half_year
from monitoring.models import ProgressReport, ReportRemark
from roadmaps.services.refusals import NotPossible, check_version
from schools.models import User
from schools.roles import Role
from schools.working_days import add_working_days

WRITTEN = ("achieved", "difficulties", "plans", "support_needed", "teachers_trained_count")
ASKED = ("achieved", "plans")  # a report without these says nothing
REDO_WORKING_DAYS = 5  # proposed to the reviewer, who may name another day

Status = ProgressReport.Status


@transaction.atomic
def save_draft(report: ProgressReport, *, by: User, version: int, texts: dict) -> ProgressReport:
    """Keep what the school has written so far; `texts` holds any of WRITTEN.

    Raises Conflict if somebody saved the report after it was opened with `version`, NotPossible if it is handed in.
    """
    row = _locked(report)
    _refuse_unless_writable(row)
    check_version(row, version, mine=texts)
    for name, text in texts.items():
        setattr(row, name, text)
    row.version += 1
    row.save(update_fields=[*texts, "version"])
    return row


@transaction.atomic
def submit(report: ProgressReport, *, by: User) -> ProgressReport:
    """Hand the report in, with what the system knows of the half-year today.

    Filed by anybody but the school itself it is «по поручению», which is shown.

    Raises NotPossible, with what to do, where something is missing or the report is handed in already.
    """
    row = _locked(report)
    _refuse_unless_writable(row)
    missing = [str(row._meta.get_field(name).verbose_name) for name in ASKED if not getattr(row, name).strip()]
    if missing:
        raise NotPossible(f"Заполните, прежде чем отправлять: {', '.join(missing)}.")
    row.status = Status.SUBMITTED
    row.is_on_behalf = by.school_id != row.school_id
    row.submitted_at, row.submitted_by = clock.now(), by
    row.filed_facts = half_year(row.school_id, row.period, clock.today()).as_dict()
    _step(row, ["is_on_behalf", "submitted_at", "submitted_by", "filed_facts"])
    remark = _remark(row, "Отправлен по поручению школы" if row.is_on_behalf else "Отправлен на проверку", by=by)
    _write_to(_reviewers(row, but=by), REPORT_SUBMITTED, remark)
    return row


@transaction.atomic
def accept(report: ProgressReport, *, by: User) -> ProgressReport:
    """Take the report as it is. Raises NotPossible unless it waits for review."""
    row = _reviewed(report, by=by)
    row.status = Status.ACCEPTED
    _step(row, ["reviewed_at", "reviewed_by"])
    _write_to(_authors(row), REPORT_ACCEPTED, _remark(row, "Принят", by=by))
    return row


@transaction.atomic
def return_report(report: ProgressReport, *, by: User, comment: str, redo_due_on: date | None = None) -> ProgressReport:
    """Give the report back with what is to be mended; it is due again by `redo_due_on`, inclusive.

    Without a day: five working days from today, but never before the period's own deadline.
    Raises NotPossible without a comment or unless it waits for review.
    """
    row = _reviewed(report, by=by)
    if not comment.strip():
        raise NotPossible("Напишите, что исправить в отчёте.")
    row.status = Status.RETURNED
    row.redo_due_on = redo_due_on or redo_day(row)
    _step(row, ["reviewed_at", "reviewed_by", "redo_due_on"])
    remark = _remark(row, "Возвращён на доработку", by=by, text=comment.strip())
    _write_to(_authors(row), REPORT_RETURNED, remark)
    return row


def redo_day(report: ProgressReport) -> date:
    """The day proposed for handing in again."""
    return max(add_working_days(clock.today(), REDO_WORKING_DAYS), report.period.filing_due_on)


def _locked(report: ProgressReport) -> ProgressReport:
    rows = ProgressReport.objects.select_for_update(of=["self"]).select_related("period", "school")
    return rows.get(pk=report.pk)


def _refuse_unless_writable(row: ProgressReport) -> None:
    if row.period.is_closed:
        raise NotPossible("Полугодие закрыто, отчёты по нему больше не меняются.")
    if not row.is_editable:
        raise NotPossible("Отчёт уже отправлен. Исправить его можно, когда проверяющий его вернёт.")


def _reviewed(report: ProgressReport, *, by: User) -> ProgressReport:
    row = _locked(report)
    if row.status != Status.SUBMITTED:
        raise NotPossible(f"Отчёт не ждёт проверки, сейчас он: {row.get_status_display().lower()}.")
    row.reviewed_at, row.reviewed_by = clock.now(), by
    return row


def _step(row: ProgressReport, facts: list[str]) -> None:
    row.version += 1
    row.save(update_fields=["status", "version", *facts])


def _remark(row: ProgressReport, action: str, *, by: User, text: str = "") -> ReportRemark:
    return ReportRemark.objects.create(
        municipality_id=row.municipality_id, report=row, action=action, text=text, made_by=by
    )


def _reviewers(row: ProgressReport, *, but: User) -> list[User]:
    """The school's curators; where it has none, the specialists."""
    people = User.objects.active().filter(municipality=row.municipality_id).exclude(pk=but.pk)
    assigned = Assignment.objects.current(clock.today()).filter(school=row.school_id).values("curator")
    return list(people.filter(pk__in=assigned)) or list(people.filter(role=Role.SPECIALIST))


def _authors(row: ProgressReport) -> list[User]:
    """The school's director and whoever handed the report in."""
    people = User.objects.active().filter(municipality=row.municipality_id)
    directors = people.filter(role=Role.DIRECTOR, school=row.school_id)
    return list(directors.union(people.filter(pk=row.submitted_by_id)))


def _write_to(people: list[User], email: Email, remark: ReportRemark) -> None:
    report = remark.report
    texts = email.render(report=report, comment=remark.text, url=link("monitoring:report", report.pk))
    key = f"report_remark:{remark.pk}"
    outbox.post_many(email.kind, [(one, texts) for one in people], subject_key=key, due_on=clock.today())
