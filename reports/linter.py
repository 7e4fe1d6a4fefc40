"""What looks wrong in an order. It warns and never blocks: the person who signs decides (1-domain, «Order»).

Pure: everything is passed in, nothing is fetched. Each check gives sentences for the screen.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from config.templatetags.opora import plural
from reports.models import Order
from roadmaps.deadlines import Kind
from roadmaps.models import Activity, Roadmap
from schools.models import IdentificationRun
from schools.working_days import is_working_day

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
DOUBTFUL = frozenset({Kind.NOT_UNDERSTOOD, Kind.UNSPECIFIED})
SHOWN = 5


def warnings(
    order: Order, activities: Sequence[Activity], *, on: date, last_signed_on: date | None, lacking: int = 0
) -> tuple[str, ...]:
    """Doubts about an order that would be signed on a day.

    `activities` are the rows of the roadmap it approves; `last_signed_on` is the register's latest date,
    `lacking` how many schools of its run lack data.
    """
    found = [*_of_text(order), *_of_day(on, last_signed_on)]
    if order.roadmap:
        found += [*_of_period(order, order.roadmap, on), *_of_rows(order, activities, on)]
    if order.run:
        found += _of_list(order.run, lacking)
    return tuple(found)


def _of_list(run: IdentificationRun, lacking: int) -> Iterator[str]:
    if run.status == IdentificationRun.Status.DRAFT:
        yield "Отнесение ещё проверяется: подписать приказ получится, когда специалист его подтвердит."
    if lacking:
        yield f"Не хватает данных для решения: {plural(lacking, 'школа,школы,школ')}. В перечень они не входят."


def untold(order: Order, changing: Sequence[str]) -> Iterator[str]:
    """Whether an amending order still says what its draft changes; `changing` are the sub-clauses as of now."""
    said = {_bare(clause) for clause in order.clauses}
    if missing := [clause for clause in changing if _bare(clause) not in said]:
        shown = missing[0].strip()[:120]
        yield f"Изменения карты и пункты приказа расходятся, например: {shown}… Подпись внесёт то, что стоит в карте."


def _bare(clause: str) -> str:
    return clause.strip().rstrip(";.")


def _of_text(order: Order) -> Iterator[str]:
    if not re.match(r"Об?о?\s", order.heading):
        yield "Заголовок приказа обычно начинается с «О» или «Об»."
    if not order.clauses:
        yield "В приказе нет ни одного пункта, кроме пункта о контроле."
    if not order.control_clause.strip():
        yield "Не сказано, кто контролирует исполнение."
    if not order.executor.phone:
        yield f"У исполнителя ({order.executor.short_name}) не указан телефон."


def _of_day(on: date, last_signed_on: date | None) -> Iterator[str]:
    if not is_working_day(on):
        yield f"{on:%d.%m.%Y} – нерабочий день."
    if last_signed_on and last_signed_on > on:
        yield f"Последний приказ подписан позже, {last_signed_on:%d.%m.%Y}: номера пойдут не по порядку дат."


def _of_period(order: Order, roadmap: Roadmap, on: date) -> Iterator[str]:
    if roadmap.status == Roadmap.Status.DRAFT:
        yield "Дорожная карта – ещё черновик: подписать приказ получится, когда её отправят на согласование."
    if roadmap.ends_on < on:
        yield f"Период дорожной карты закончился {roadmap.ends_on:%d.%m.%Y}."
    expected = {str(year) for year in range(roadmap.starts_on.year, roadmap.ends_on.year + 1)}
    strange = sorted(set(YEAR.findall(f"{order.heading} {roadmap.title}")) - expected)
    if strange:
        planned = "–".join(sorted({min(expected), max(expected)}))
        yield f"В заголовке стоит {', '.join(strange)} год, а дорожная карта – на {planned}."


def _of_rows(order: Order, activities: Sequence[Activity], on: date) -> Iterator[str]:
    if not activities and order.kind == Order.Kind.APPROVE_ROADMAP:
        yield "В дорожной карте нет ни одного мероприятия."
    if past := [a for a in activities if a.due_dates and max(a.due_dates) < on]:
        yield f"Срок истекает раньше даты приказа: {_named(past)}."
    if nobody := [a for a in activities if not a.responsible_text.strip()]:
        yield f"Не назначены ответственные: {_named(nobody)}."
    if unclear := [a for a in activities if a.deadline_kind in DOUBTFUL]:
        yield f"Не понят или не указан срок: {_named(unclear)}."
    numbers = Counter(a.number.strip(" .") for a in activities if a.number.strip(" ."))
    if repeated := [number for number, count in numbers.items() if count > 1]:
        yield f"Повторяются номера мероприятий: {', '.join(repeated)}."


def _named(activities: Sequence[Activity]) -> str:
    """«мероприятие 6», «мероприятия 1, 4 и ещё 3», by the numbers as written; a row without one by its first words."""
    names = [a.number.strip(" .") or f"«{a.text[:30].strip()}…»" for a in activities]
    rest = len(names) - SHOWN
    noun = "мероприятие" if len(names) == 1 else "мероприятия"
    return f"{noun} {', '.join(names[:SHOWN])}" + (f" и ещё {rest}" if rest > 0 else "")
