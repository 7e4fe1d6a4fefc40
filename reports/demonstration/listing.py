"""How the demonstration's schools came on the lists: a method of its own, two runs fixed by orders, a third one waiting."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reports import services as orders
from reports.demonstration.days import moment, on
from reports.models import Order
from schools import services
from schools.identification import Criterion, Decision
from schools.models import IdentificationMethod, IdentificationRun, MethodVersion, SupportStatus
from schools.school_year import SchoolYear

if TYPE_CHECKING:
    from reports.demonstration.planning import Cast

NAME = "Методика Заречного округа"
LEFT = "МКОУ «Луговская СОШ»"  # was on the list two years ago
DOUBTED = "МКОУ «Дубровская СОШ»"
WHY = "В школу после закрытия соседней перешли два класса; совет по качеству предложил помочь ей уже в этом году."
BANDS = (
    ("distance", "Удалённость от центра", "distance_to_centre_km", [[10, 20], [13, 30]]),
    ("single", "Доля неполных семей", "single_parent_percent", [[20, 5], [30, 8]]),
    ("large", "Доля многодетных семей", "large_families_percent", [[15, 5], [20, 8]]),
    ("register", "Доля состоящих на учётах", "preventive_register_percent", [[2, 5], [3, 8]]),
    ("vacancies", "Вакансии педагогов", "vacancies_count", [[1, 5], [3, 8]]),
    ("equipment", "Возраст компьютеров", "equipment_age_years", [[5, 5], [6, 8]]),
)


def list_schools(cast: "Cast", year: SchoolYear, today: date, sign: Callable[["Cast", Order, date], None]) -> None:
    """Last year's and this year's lists by orders; a newer run for this year waits with one school decided otherwise."""
    last = SchoolYear(year.first - 1)
    SupportStatus.objects.filter(municipality=cast.municipality).delete()
    SupportStatus.objects.create(
        municipality=cast.municipality,
        school=cast.schools[LEFT],
        year=last.first - 1,
        has_low_results=True,
        reason="Ниже минимума 37 % по математике в 9 классе и 33 % по русскому языку в 6 классе.",
    )
    version = _method(cast, date(last.first, 8, 17))
    for one in (last, year):
        _federal_list(cast, one)
        day = min(date(one.first, 8, 24), today)
        made = day - timedelta(days=2)
        run = _run(cast, version, one, made)
        with on(made):
            services.confirm_run(run, by=cast.specialist)
            order = orders.draft_for_run(run, by=cast.specialist)
        sign(cast, order, day)
    _next_version(cast, version)
    fresh = _run(cast, version, year, min(date(year.first, 11, 16), today))
    row = fresh.schools.get(school=cast.schools[DOUBTED])
    services.decide_otherwise(row, by=cast.specialist, verdict="risk", reason=WHY)


def _method(cast: "Cast", day: date) -> MethodVersion:
    """The standard combination, with points for hard conditions instead of the index."""
    standard = IdentificationMethod.objects.get(municipality=cast.municipality, code="combined")
    draft = services.copy_method(standard, by=cast.specialist)
    services.remove_criterion(draft, by=cast.specialist, key="index")
    for key, title, question, bands in BANDS:
        given = {"question": question, "bands": bands}
        draft.refresh_from_db()
        services.save_criterion(
            draft,
            by=cast.specialist,
            edits_count=draft.edits_count,
            criterion=Criterion(key, "bands", title, "adverse", given=given),
        )
    draft.refresh_from_db()
    decisions = {**draft.rules.decisions, "adverse": Decision("sum", 45, risk=40)}
    services.save_decisions(draft, by=cast.specialist, edits_count=draft.edits_count, name=NAME, decisions=decisions)
    return services.put_in_force(draft, by=cast.specialist, on=day)


def _next_version(cast: "Cast", version: MethodVersion) -> None:
    """A draft with a lower threshold, to be compared with what is in force."""
    draft = services.next_draft(version.method, by=cast.specialist)
    decisions = {**draft.rules.decisions, "adverse": Decision("sum", 40, risk=30)}
    services.save_decisions(draft, by=cast.specialist, edits_count=0, name=NAME, decisions=decisions)


def _federal_list(cast: "Cast", year: SchoolYear) -> None:
    named = [cast.schools[name] for name in ("МБОУ ООШ № 9", "МБОУ ООШ № 76")]
    source = f"Письмо регионального центра оценки качества от 14.08.{year.first} № 318"
    services.save_federal_list(year.first, by=cast.specialist, source=source, schools=named)


def _run(cast: "Cast", version: MethodVersion, year: SchoolYear, day: date) -> IdentificationRun:
    run = services.start_run(version, year=year.first, by=cast.specialist)
    IdentificationRun.objects.filter(pk=run.pk).update(made_at=moment(day))
    return run
