"""What an autumn changes in a plan: a week later, one more person, a row struck out, a new row — by an order."""

from collections.abc import Callable
from datetime import date, timedelta

from reports import services as orders
from reports.demonstration.days import on
from reports.models import Order
from roadmaps import services
from roadmaps.models import Roadmap
from schools.models import User
from schools.school_year import SchoolYear

LATER, TOGETHER, DROPPED, FAMILIES = (
    "Зимняя предметная школа",
    "Совещание с директорами по итогам первого полугодия",
    "Профориентационные встречи для девятиклассников",
    "Работа с семьями и детьми",
)


def amend(roadmap: Roadmap, *, by: User, year: SchoolYear, day: date, sign: Callable[[Order, date], None]) -> None:
    """The draft of the changes is written a week before its order is signed."""
    with on(day - timedelta(days=6)):
        draft = services.begin_amendment(roadmap, by=by)
        _edit(draft, by, LATER, deadline_text=f"с 17 по 27 января {year.first + 1} г.")
        _edit(draft, by, TOGETHER, responsible_text="Северова М.А., Руднева И.С.")
        services.delete_activity(draft.activities.get(text=DROPPED), by=by)
        services.add_activity(
            section=draft.sections.get(title=FAMILIES),
            by=by,
            number=f"{draft.activities.count() + 2}.",
            text="Консультационный пункт для родителей",
            deadline_text=f"февраль {year.first + 1} года",
            responsible_text="руководители школ",
            result="У родителей есть к кому прийти с вопросом",
            output_documents="Отчёт",
        )
        services.submit(draft, by=by)
        order = orders.draft_for_roadmap(draft, by=by)
    sign(order, day)


def _edit(draft: Roadmap, by: User, text: str, **texts: str) -> None:
    row = draft.activities.get(text=text)
    services.edit_activity(row, by=by, version=row.version, **texts)
