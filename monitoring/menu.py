"""The side menu: one list, filtered by role. Titles in Russian, addresses by name."""

from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import reverse

from config import clock
from schools.roles import SEES_WORK, Role
from schools.school_year import SchoolYear

SCHOOL_SIDE = frozenset({Role.DIRECTOR, Role.CURATOR})
EVERYBODY = frozenset(Role)
AT_WORK = SEES_WORK | SCHOOL_SIDE


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the menu: where it leads and who has it."""

    title: str
    url_name: str
    roles: frozenset


MENU: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "",
        (
            Item("Начало", "monitoring:start", EVERYBODY),
            Item("Дорожные карты", "roadmaps:list", AT_WORK),
            Item("Контрольные точки", "roadmaps:checkpoints", AT_WORK),
            Item("Документы", "roadmaps:documents", AT_WORK),
            Item("Приказы", "reports:orders", AT_WORK),
        ),
    ),
    (
        "Сведения о школах",
        (
            Item("Школы", "schools:list", EVERYBODY - {Role.DIRECTOR}),
            Item("Карта школ", "curators:map", SEES_WORK),
            Item("Результаты", "schools:results", AT_WORK),
            Item("Динамика", "schools:dynamics", SEES_WORK),
            Item("Социальные паспорта", "schools:passports", SEES_WORK),
            Item("Самооценка школ", "schools:assessments", AT_WORK),
            Item("Отнесение", "schools:runs", SEES_WORK),
        ),
    ),
    (
        "Сопровождение школ",
        (
            Item("Кураторы", "curators:assignments", SEES_WORK),
            Item("Посещения", "curators:visits", AT_WORK),
            Item("Консультации", "curators:consultations", AT_WORK),
            Item("Рекомендации", "curators:recommendations", AT_WORK),
            Item("Договоры", "curators:agreements", SEES_WORK),
            Item("Рекомендуемые мероприятия", "schools:library", AT_WORK - {Role.OBSERVER}),
        ),
    ),
    (
        "Мониторинг",
        (
            Item("Отчёты школ", "monitoring:reports", AT_WORK),
            Item("Полугодия", "monitoring:periods", SEES_WORK),
            Item("Справки за полугодие", "reports:semester_reports", SEES_WORK),
        ),
    ),
    (
        "Настройка",
        (
            Item("Вопросы паспорта", "schools:passport_questions", frozenset({Role.ADMIN})),
            Item("Анкета самооценки", "schools:questionnaire", frozenset({Role.ADMIN})),
            Item("Сотрудники", "schools:people", frozenset({Role.ADMIN})),
            Item("Муниципалитет", "schools:parameters", frozenset({Role.ADMIN})),
        ),
    ),
)


BELONGS = {"schools:questionnaire": "schools:assessments"}  # pages of a line whose address they do not begin with


def menu(request: HttpRequest) -> dict:
    """Context of every signed-in page: the menu of the person's role, the department, the school year."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "menu": _sections(user.role),
        "menu_at": _current(user.role, request.path),
        "department": user.municipality.department,
        "school_year": f"{SchoolYear.of(clock.today())} учебный год",
        "help_url": reverse("monitoring:help"),
    }


@cache
def _sections(role: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Title of each section with the titles and addresses of its lines; the same for everybody of the role."""
    sections = (
        (title, tuple((i.title, reverse(i.url_name)) for i in items if role in i.roles)) for title, items in MENU
    )
    return tuple(section for section in sections if section[1])


def _current(role: str, path: str) -> str:
    """The longest address of the menu that begins the path: «Сотрудники» under /schools/, not «Школы».

    One's own account is nobody's line.
    """
    if path == reverse("schools:account"):
        return ""
    lines = {url: url for _, section in _sections(role) for _, url in section}
    for page, line in BELONGS.items():
        if reverse(line) in lines:
            lines.setdefault(reverse(page), reverse(line))
    around = (url for url in lines if path == url or (url != "/" and path.startswith(url)))
    return lines.get(max(around, key=len, default=""), "")
