"""The director's and the curator's pages."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from curators.models import Recommendation, Visit
from monitoring.models import ProgressReport
from monitoring.report_states import ReportState, state_of
from monitoring.start.documents import Papers, papers_of
from monitoring.start.duties import Duty, duties_of
from monitoring.start.passports import annotated, is_asked, papers_due, to_verify
from monitoring.start.school_rows import SchoolRow, Schools, schools_of
from roadmaps.models import Checkpoint
from roadmaps.progress import Progress, count
from schools.models import School, User
from schools.roles import Role
from schools.school_year import SchoolYear

LATEST = 3


@dataclass(frozen=True, slots=True)
class DirectorPage:
    """What the school has to do, and what was said to it; `to_review` are other schools' reports in its care."""

    template: ClassVar[str] = "monitoring/start/director.html"
    heading: ClassVar[str] = "Что нужно сделать"
    school: School
    duties: tuple[Duty, ...]
    progress: Progress
    reports: tuple[tuple[ProgressReport, ReportState], ...]
    to_review: tuple[ProgressReport, ...]
    visits: tuple[Visit, ...]
    recommendations: tuple[Recommendation, ...]
    looks_after: bool
    documents: Papers
    papers_due: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A school that a curator looks after."""

    row: SchoolRow
    directors: tuple[User, ...]
    recommendations_count: int


@dataclass(frozen=True, slots=True)
class CuratorPage:
    """The curator's schools as cards, the reports and documents to review."""

    template: ClassVar[str] = "monitoring/start/curator.html"
    heading: ClassVar[str] = "Мои школы"
    schools: Schools
    cards: tuple[Card, ...]
    to_review: tuple[SchoolRow, ...]
    duties: tuple[Duty, ...]
    documents: Papers
    to_verify: tuple[tuple[str, str], ...]


def build_for_director(user, today: date) -> DirectorPage:
    own, year = {"school": user.school_id}, SchoolYear.of(today).first
    school = annotated(School.objects.annotate(is_asked=is_asked(year)), year).get(pk=user.school_id)
    points = Checkpoint.objects.visible_to(user).counted(today).filter(**own)
    reports = (
        ProgressReport.objects.visible_to(user).select_related("period", "school").order_by("period__filing_due_on")
    )
    open_reports = list(reports.filter(period__is_closed=False, period__starts_on__lte=today))
    return DirectorPage(
        school=school,
        duties=duties_of(user, today, school_id=user.school_id),
        progress=count(points.values_list("due_on", "done_on", "cancelled_on", named=True), today),
        reports=tuple(
            (report, state_of(report.status, report.due_on, today))
            for report in open_reports
            if report.school_id == user.school_id
        ),
        to_review=tuple(
            report
            for report in open_reports
            if report.school_id != user.school_id and report.status == ProgressReport.Status.SUBMITTED
        ),
        visits=tuple(Visit.objects.filter(**own).select_related("curator")[:LATEST]),
        recommendations=tuple(Recommendation.objects.filter(**own, done_on=None).select_related("given_by")),
        looks_after=bool(user.assigned_school_ids_on(today)),
        documents=papers_of(user, today),
        papers_due=papers_due(school, year),
    )


def build_for_curator(user, today: date) -> CuratorPage:
    schools = schools_of(user, today)
    ids = [row.pk for row in schools.rows]
    directors: dict[int, list[User]] = {}
    for director in User.objects.active().filter(role=Role.DIRECTOR).filter(school__in=ids):
        directors.setdefault(director.school_id, []).append(director)
    open_recommendations = Recommendation.objects.filter(school__in=ids, done_on=None).values_list(
        "school_id", flat=True
    )
    advised = Counter(open_recommendations)
    return CuratorPage(
        schools=schools,
        cards=tuple(Card(row, tuple(directors.get(row.pk, ())), advised[row.pk]) for row in schools.rows),
        to_review=tuple(
            row for row in schools.rows if row.report and row.report.status == ProgressReport.Status.SUBMITTED
        ),
        duties=duties_of(user, today),
        documents=papers_of(user, today),
        to_verify=to_verify(schools.statuses, SchoolYear.of(today).first),
    )
