"""How the work with one school stands, a line for each register: for the school's card."""

from datetime import date
from typing import NamedTuple

from django.db.models import Max, Q
from django.urls import reverse

from config.templatetags.opora import plural, ru_date
from curators.models import Agreement, Assignment, Consultation, Recommendation, Visit
from monitoring.models import MonitoringPeriod, ProgressReport
from monitoring.report_states import state_of
from roadmaps.models import Checkpoint, Roadmap
from roadmaps.progress import count
from schools.models import School, User
from schools.school_year import SchoolYear

MOST_NAMED = 3  # schools of agreements


class Line(NamedTuple):
    """What a register says of the school in a few words; `late` is a word or two on what is overdue."""

    title: str
    url: str
    text: str
    late: str


def _roadmap(school: School, user: User, today: date) -> tuple[str, str]:
    newest = Roadmap.objects.visible_to(user).filter(school=school).order_by("-starts_on", "-pk").only("status").first()
    return (newest.get_status_display().lower() if newest else "нет"), ""


def _checkpoints(school: School, user: User, today: date) -> tuple[str, str]:
    points = Checkpoint.objects.visible_to(user).counted(today).filter(school=school)
    progress = count(points.only("due_on", "done_on", "cancelled_on"), today)
    text = f"выполнено {progress.done} из {progress.arrived}" if progress.arrived else "сроки не наступили"
    return text, f"просрочено {progress.overdue}" if progress.overdue else ""


def _report(school: School, user: User, today: date) -> tuple[str, str]:
    """Of the latest half-year that has begun."""
    reports = ProgressReport.objects.visible_to(user).filter(
        school=school, period__in=MonitoringPeriod.objects.visible_to(user).current(today)
    )
    report = reports.select_related("period").order_by("-period__starts_on").first()
    if report is None:
        return "не нужен", ""
    state = state_of(report.status, report.due_on, today)
    if state.tag == "late":
        is_returned = report.status == ProgressReport.Status.RETURNED
        return f"{report.period}: {'возвращён' if is_returned else 'не сдан'}", "просрочен"
    return f"{report.period}: {state.text[:1].lower()}{state.text[1:]}", ""


def _curators(school: School, user: User, today: date) -> tuple[str, str]:
    rows = Assignment.objects.visible_to(user).current(today).filter(school=school)
    names = [row.curator.short_name for row in rows.select_related("curator").order_by("starts_on", "pk")]
    return ", ".join(names) or "не закреплены", ""


def _visits(school: School, user: User, today: date) -> tuple[str, str]:
    last = Visit.objects.visible_to(user).filter(school=school).aggregate(last=Max("visited_on"))["last"]
    return (f"последнее {ru_date(last, 'short')}" if last else "не было"), ""


def _consultations(school: School, user: User, today: date) -> tuple[str, str]:
    rows = Consultation.objects.visible_to(user).filter(school=school)
    held = rows.filter(held_on__gte=SchoolYear.of(today).start).count()
    return (f"{held} с начала учебного года" if held else "не было с начала учебного года"), ""


def _recommendations(school: School, user: User, today: date) -> tuple[str, str]:
    rows = Recommendation.objects.visible_to(user).filter(school=school).values_list("done_on", flat=True)
    done = list(rows)
    if not done:
        return "нет", ""
    return (f"не выполнено {done.count(None)} из {len(done)}" if None in done else "все выполнены"), ""


def _agreements(school: School, user: User, today: date) -> tuple[str, str]:
    rows = Agreement.objects.visible_to(user).current(today).filter(Q(school=school) | Q(base_school=school))
    others = [
        row.base_school if row.school_id == school.pk else row.school
        for row in rows.select_related("school", "base_school")
    ]
    with_many = f"с {plural(len(others), 'школой,школами,школами')}"
    return with_many if len(others) > MOST_NAMED else ", ".join(map(str, others)), ""


# Its title, the register (which takes `?school=`), and what it says of the school in one statement.
KINDS = (
    ("Дорожная карта", "roadmaps:list", _roadmap),
    ("Контрольные точки", "roadmaps:checkpoints", _checkpoints),
    ("Отчёт", "monitoring:reports", _report),
    ("Кураторы", "curators:assignments", _curators),
    ("Посещения", "curators:visits", _visits),
    ("Консультации", "curators:consultations", _consultations),
    ("Рекомендации", "curators:recommendations", _recommendations),
    ("Договоры", "curators:agreements", _agreements),
)


def school_work(school: School, user: User, today: date) -> list[Line]:
    """What this person may see of it; one statement for each kind."""
    return [
        Line(title, f"{reverse(register)}?school={school.pk}", *told(school, user, today))
        for title, register, told in KINDS
    ]
