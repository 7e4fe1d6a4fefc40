"""What needs the specialist today."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.db.models import Exists, OuterRef
from django.urls import reverse

from config.templatetags.opora import ru_date
from monitoring.models import Indicator, IndicatorValue, ProgressReport
from monitoring.start.documents import Paper, Papers, papers_of
from monitoring.start.overview import Plan, plan_in_force, waiting
from monitoring.start.passports import without_assessment, without_passport
from monitoring.start.school_rows import Schools, schools_of
from roadmaps.models import Activity, Roadmap
from schools.school_year import SchoolYear

UNVISITED_DAYS = 60
MOST = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do, with the page where it is done."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Things of one sort; `more_count` more of them stand behind `url`."""

    title: str
    lines: tuple[Line, ...]
    count: int
    url: str = ""

    @property
    def more_count(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Desk:
    """The specialist's morning. Tasks without a line are left out."""

    template: ClassVar[str] = "monitoring/start/specialist.html"
    heading: ClassVar[str] = "Что требует внимания"
    schools: Schools
    plan: Plan | None
    waiting_roadmaps: tuple[tuple[int, str], ...]
    tasks: tuple[Task, ...]


def build(user, today: date) -> Desk:
    schools = schools_of(user, today)
    roadmaps = list(
        Roadmap.objects.visible_to(user)
        .exclude(status=Roadmap.Status.CLOSED)
        .order_by("-starts_on", "pk")
        .values("pk", "title", "status", "starts_on", "ends_on", "school_id", "submitted_at")
    )
    papers, year = papers_of(user, today), SchoolYear.of(today).first
    tasks = [
        _reports_to_review(schools),
        _documents_to_review(papers),
        _returned_documents(papers),
        _returned_roadmaps(roadmaps),
        _unclear_activities(user),
        _schools_without_curator(schools),
        _unvisited_schools(schools, today),
        _indicators_without_data(user, schools),
        _yearly("Паспорт не сдали школы из списков", without_passport(schools.statuses, year), "schools:passports"),
        _yearly("Самооценку не сдали", without_assessment(schools.statuses), "schools:assessments"),
    ]
    return Desk(
        schools=schools,
        plan=plan_in_force([row for row in roadmaps if row["school_id"] is None], today),
        waiting_roadmaps=waiting(roadmaps),
        tasks=tuple(task for task in tasks if task.count),
    )


def _task(title: str, lines: list[Line], url: str = "", count: int | None = None) -> Task:
    return Task(title, tuple(lines[:MOST]), len(lines) if count is None else count, url)


def _reports_to_review(schools: Schools) -> Task:
    lines = [
        Line(
            row.name,
            reverse("monitoring:report", args=[row.report.pk]),
            f"сдан {ru_date(row.report.submitted_at, 'short')}",
        )
        for row in schools.rows
        if row.report and row.report.status == ProgressReport.Status.SUBMITTED
    ]
    return _task("Отчёты школ ждут проверки", lines, reverse("monitoring:reports") + "?state=submitted")


def _documents_to_review(papers: Papers) -> Task:
    lines = [_line(paper) for paper in papers.to_review]
    return _task("Документы ждут проверки", lines, reverse("roadmaps:documents") + "?state=mine")


def _returned_documents(papers: Papers) -> Task:
    lines = [_line(paper) for paper in papers.returned]
    return _task("Документы вам вернули с замечанием", lines, reverse("roadmaps:documents") + "?state=returned")


def _line(paper: Paper) -> Line:
    url = reverse("roadmaps:checkpoint", args=[paper.checkpoint])
    return Line(f"{paper.title}, {paper.school}", url, paper.note)


def _yearly(title: str, schools: list[tuple[str, str, str]], url_name: str) -> Task:
    return _task(title, [Line(*school) for school in schools], reverse(url_name))


def _returned_roadmaps(roadmaps: list[dict]) -> Task:
    """Drafts that were handed over once are back for mending."""
    returned = [row for row in roadmaps if row["status"] == Roadmap.Status.DRAFT and row["submitted_at"]]
    lines = [Line(row["title"], reverse("roadmaps:show", args=[row["pk"]])) for row in returned]
    return _task("Дорожные карты возвращены на доработку", lines, reverse("roadmaps:list") + "?status=draft")


def _unclear_activities(user) -> Task:
    """Rows of drafts that lack what the line above the draft's table asks for."""
    rows = Activity.objects.filter(municipality=user.municipality_id, roadmap__status=Roadmap.Status.DRAFT)
    found = rows.incomplete().in_order().values_list("roadmap_id", "number", "text", "responsible_text")
    lines = [
        Line(
            f"{number} {text}".strip(),
            reverse("roadmaps:show", args=[roadmap_id]),
            "срок не понят" if responsible.strip() else "нет ответственного",
        )
        for roadmap_id, number, text, responsible in found[: MOST * 20]
    ]
    return _task(
        "Мероприятия без ответственного или понятного срока", lines, reverse("roadmaps:list") + "?status=draft"
    )


def _schools_without_curator(schools: Schools) -> Task:
    lines = [Line(row.name, reverse("curators:assignments"), row.basis) for row in schools.rows if not row.curators]
    return _task("Школы без куратора", lines, reverse("curators:assignments"))


def _unvisited_schools(schools: Schools, today: date) -> Task:
    since = today - timedelta(days=UNVISITED_DAYS)
    rows = [row for row in schools.rows if row.last_visit_on is None or row.last_visit_on < since]
    lines = [
        Line(
            row.name,
            reverse("schools:show", args=[row.pk]),
            f"последнее {ru_date(row.last_visit_on, 'short')}" if row.last_visit_on else "не было",
        )
        for row in rows
    ]
    return _task(f"Не посещали больше {UNVISITED_DAYS} дней", lines, reverse("curators:visits"))


def _indicators_without_data(user, schools: Schools) -> Task:
    if schools.period is None:
        return _task("", [])
    values = IndicatorValue.objects.filter(indicator=OuterRef("pk"), period=schools.period, school=None)
    rows = Indicator.objects.filter(~Exists(values), municipality=user.municipality_id, rule="")
    period = schools.period.pk
    lines = [Line(row.name, reverse("monitoring:enter_indicator", args=[period, row.pk])) for row in rows]
    return _task("Показатели без данных", lines, reverse("monitoring:indicators", args=[period]))
