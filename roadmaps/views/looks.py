"""Other views of the rows of one roadmap; each has an address of its own and the same filters in it."""

import re
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from roadmaps import permissions as may
from roadmaps.filters import LookFilter
from roadmaps.looks import calendar, matrix, parties, timeline
from roadmaps.looks.rows import Plan, read_parties, read_plan
from roadmaps.models import Roadmap
from roadmaps.views.plans import fetch
from schools.working_days import is_working_day

TITLES = {
    "calendar": "Календарь",
    "timeline": "Лента",
    "parties": "По ответственным",
    "matrix": "По школам",
}
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@require_GET
def show_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """A month of due days; which one is in the address."""
    roadmap, narrowed, plan = _read(request, pk)
    month = _month(request) or calendar.opens_at(plan)
    sheet = calendar.build(plan, month, is_working=is_working_day)
    return _show(request, "calendar", roadmap, narrowed, plan, month=sheet)


@require_GET
def show_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap, narrowed, plan = _read(request, pk)
    return _show(request, "timeline", roadmap, narrowed, plan, timeline=timeline.build(plan))


@require_GET
def show_by_party(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap, narrowed, plan = _read(request, pk)
    only = narrowed.form.cleaned_data["responsible"]
    shares = parties.build(plan, read_parties(roadmap, only and only.pk), with_nobody=not only)
    facts = {"shares": shares, "can_see_parties": may.can_see_parties(request.user)}
    return _show(request, "parties", roadmap, narrowed, plan, **facts)


@require_GET
def show_by_school(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap, narrowed, plan = _read(request, pk)
    return _show(request, "matrix", roadmap, narrowed, plan, matrix=matrix.build(plan))


def _read(request: HttpRequest, pk: int) -> tuple[Roadmap, LookFilter, Plan]:
    """The roadmap, if the person may see it, its filters and what they leave; 404 for a filter that is nonsense."""
    roadmap = fetch(request, pk)
    narrowed = LookFilter(request.GET, roadmap=roadmap, request=request)
    if not narrowed.form.is_valid():
        raise Http404(str(narrowed.form.errors.as_data()))
    plan = read_plan(roadmap, narrowed.qs, user=request.user, today=clock.today(), wish=narrowed.wish)
    return roadmap, narrowed, plan


def _show(request: HttpRequest, look: str, roadmap: Roadmap, narrowed: LookFilter, plan: Plan, **extra) -> HttpResponse:
    context = {
        "look": look,
        "look_title": TITLES[look],
        "roadmap": roadmap,
        "amended_by": roadmap.amended_by(),
        "narrowed": narrowed,
        "plan": plan,
        "query": _query(request, narrowed),
    }
    return render(request, f"roadmaps/looks/{look}.html", context | extra)


def _query(request: HttpRequest, narrowed: LookFilter) -> str:
    """The filters as they go on from look to look, without the month and whatever else stands in the address."""
    kept = request.GET.copy()
    for name in set(kept) - set(narrowed.form.fields):
        del kept[name]
    return kept.urlencode()


def _month(request: HttpRequest) -> date | None:
    """The first day of the month asked for; 404 for what is no month of this century."""
    asked = request.GET.get("month")
    if not asked:
        return None
    found = MONTH.fullmatch(asked)
    if not found:
        raise Http404("Нет такого месяца.")
    return date(int(found[1]), int(found[2]), 1)
