"""Second step of the demonstration: roadmaps of two years in every state, and the orders that approve them."""

from datetime import date, timedelta

from config import clock
from reports import services as orders
from reports.demonstration import plans
from reports.demonstration.amending import amend
from reports.demonstration.days import on
from reports.demonstration.listing import list_schools
from reports.models import Order
from roadmaps import services
from roadmaps.models import Party, Roadmap
from roadmaps.services.deriving import concerning
from schools.models import Municipality, School, User
from schools.roles import Role
from schools.school_year import SchoolYear


class Cast:
    """The people of a municipality who act in the demonstration."""

    def __init__(self, municipality: Municipality) -> None:
        self.municipality = municipality
        self.by_role = {user.role: user for user in User.objects.filter(municipality=municipality).order_by("-pk")}
        self.head, self.specialist = self.by_role[Role.HEAD], self.by_role[Role.SPECIALIST]
        self.schools = {school.short_name: school for school in School.objects.filter(municipality=municipality)}

    def director(self, school: School) -> User:
        return school.staff.get(role=Role.DIRECTOR)


def plan(cast: Cast, year: SchoolYear, today: date) -> None:
    """Last year's roadmap, closed; this year's in force, public and amended; the schools' own in every state; next year's begun."""
    last = SchoolYear(year.first - 1)
    list_schools(cast, year, today, _sign)
    _in_force(cast, _municipal(cast, last), date(last.first, 8, 27))
    current = _municipal(cast, year)
    _in_force(cast, current, min(date(year.first, 8, 28), today))
    with on(min(date(year.first, 9, 2), today)):
        services.publish(current, by=cast.head)
    curators = orders.create(by=cast.specialist, **_about_curators(year))
    _sign(cast, curators, min(date(year.first, 9, 8), today))
    with on(min(date(year.first, 9, 1), today)):
        services.close(
            Roadmap.objects.municipal().get(municipality=cast.municipality, starts_on__year=last.first), by=cast.head
        )
    services.make_template(
        Roadmap.objects.municipal().get(municipality=cast.municipality, closed_on__isnull=False), by=cast.specialist
    )
    _derived(cast, current, cast.schools["МБОУ СОШ № 7"], min(date(year.first, 9, 24), today))
    _school_roadmaps(cast, year, today)
    changed_on = min(date(year.first, 10, 20), today)
    amend(current, by=cast.specialist, year=year, day=changed_on, sign=lambda order, day: _sign(cast, order, day))
    _municipal(cast, SchoolYear(year.first + 1))
    _leave_to_tie(cast, "Горелова С.А.")


def _leave_to_tie(cast: Cast, name: str) -> None:
    """As if this person's account were newer than the plans: the register of parties offers to tie it."""
    services.untie(Party.objects.get(municipality=cast.municipality, name=name), by=cast.specialist)


def sum_up(cast: Cast) -> None:
    """What last year's roadmap came to, once its year of work is there; the summary is that of the counts."""
    for roadmap in Roadmap.objects.filter(municipality=cast.municipality).exclude(closed_on=None):
        found = services.outcome_of(roadmap, roadmap.closed_on)
        words = f"{found.in_words} Поддержка школ продолжится в новом учебном году."
        Roadmap.objects.filter(pk=roadmap.pk).update(closing_summary=words, closing_facts=found.as_dict())


def plan_little(cast: Cast, year: SchoolYear) -> None:
    """The small municipality has just begun: one draft."""
    _municipal(cast, year)


def _municipal(cast: Cast, year: SchoolYear) -> Roadmap:
    title = f"Дорожная карта поддержки школ с низкими результатами на {year} учебный год"
    with on(min(date(year.first, 8, 12), clock.today())):
        return services.create_from_reading(plans.reading(plans.MUNICIPAL, year=year, title=title), by=cast.specialist)


def _in_force(cast: Cast, roadmap: Roadmap, day: date) -> None:
    with on(day - timedelta(days=4)):
        services.submit(roadmap, by=cast.specialist)
        order = orders.draft_for_roadmap(roadmap, by=cast.specialist)
    _sign(cast, order, day)


def _sign(cast: Cast, order: Order, day: date) -> None:
    with on(day - timedelta(days=1)):
        orders.submit(order, by=cast.specialist)
    with on(day):
        orders.sign(order, by=cast.head, on=day)


def _school_roadmaps(cast: Cast, year: SchoolYear, today: date) -> None:
    """№ 9 in force, № 76 waits for the signature, Ключи came back with a comment, Луговое is being written."""
    nine, seventy_six, klyuchi, lug = (
        _school_roadmap(cast, cast.schools[name], year)
        for name in ("МБОУ ООШ № 9", "МБОУ ООШ № 76", "МКОУ «Ключевская ООШ»", "МКОУ «Луговская СОШ»")
    )
    _in_force(cast, nine, min(date(year.first, 10, 3), today))
    with on(today - timedelta(days=3)):
        services.submit(seventy_six, by=cast.director(seventy_six.school))
        orders.submit(orders.draft_for_roadmap(seventy_six, by=cast.specialist), by=cast.specialist)
        services.submit(klyuchi, by=cast.director(klyuchi.school))
    with on(today - timedelta(days=1)):
        comment = "Добавьте работу с семьями: в карте рисков школы это первая причина, а мероприятия нет."
        asked = klyuchi.activities.in_order()[1]
        of_row = {asked.pk: "Чья это работа? Назовите учителей-предметников, а не только заместителя."}
        services.return_to_draft(klyuchi, by=cast.specialist, comment=comment, of_rows=of_row)
    first = lug.activities.in_order().first()
    services.edit_activity(
        first, by=cast.director(lug.school), version=first.version, deadline_text="как договоримся с базовой школой"
    )
    services.update_texts(lug, by=cast.director(lug.school), version=lug.version, **plans.ANALYSIS)


def _school_roadmap(cast: Cast, school: School, year: SchoolYear) -> Roadmap:
    title = f"Дорожная карта {school.short_name} на {year} учебный год"
    with on(min(date(year.first, 9, 3), clock.today())):
        reading = plans.reading(plans.SCHOOL, year=year, title=title)
        return services.create_from_reading(reading, by=cast.director(school), school=school)


def _derived(cast: Cast, plan: Roadmap, school: School, day: date) -> None:
    """A director takes the municipal rows that ask something of the school into the school's own plan."""
    with on(day - timedelta(days=7)):
        rows = plan.activities.filter(pk__in=concerning(plan, school))
        own = services.derive(plan, by=cast.director(school), school=school, rows=rows)
    _in_force(cast, own, day)


def _about_curators(year: SchoolYear) -> dict:
    return {
        "heading": f"О закреплении кураторов за школами на {year} учебный год",
        "preamble": "В целях адресной помощи школам, которые вошли в перечень поддерживаемых",
        "clauses": [
            "Закрепить кураторов:",
            "\tЛебедеву Ольгу Павловну — за МБОУ СОШ № 7, МБОУ ООШ № 76 и МКОУ «Ключевская ООШ»;",
            "\tГусева Андрея Михайловича — за МБОУ ООШ № 9.",
            "Кураторам посещать закреплённые школы не реже одного раза в месяц.",
        ],
    }
