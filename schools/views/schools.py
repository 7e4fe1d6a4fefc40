"""Schools: the register, the card and the facts."""

from django.contrib import messages
from django.db.models import Count, FilteredRelation, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.access import require
from config.forms import attempt
from config.lists import show_list
from schools import history, services
from schools.benchmarks import Compared, benchmarks, key_of
from schools.filters import SchoolFilter
from schools.forms import SchoolForm
from schools.models import School
from schools.permissions import (
    can_close_schools,
    can_compare_schools,
    can_edit_passport,
    can_edit_schools,
    can_see_identification,
    takes_part,
)
from schools.result_tables import as_text
from schools.school_year import SchoolYear
from schools.tables import ON_LIST, SchoolTable
from schools.views.passports import passport_columns

RISK_TAGS = {"high": "late", "medium": "soon", "low": "idle"}
# What stands above schools and knows more of one; each takes `?school=`.
ELSEWHERE = (
    ("Дорожные карты", "roadmaps:list"),
    ("Контрольные точки", "roadmaps:checkpoints"),
    ("Отчёты", "monitoring:reports"),
    ("Кураторы", "curators:assignments"),
    ("Посещения", "curators:visits"),
    ("Консультации", "curators:consultations"),
    ("Рекомендации", "curators:recommendations"),
    ("Договоры", "curators:agreements"),
)


def schools_on_lists(user, year: int) -> QuerySet:
    """Visible schools as dictionaries, each with its place (`now__…`) on the lists of that school year."""
    this_year = FilteredRelation("support_statuses", condition=Q(support_statuses__year=year))
    facts = ("pk", "short_name", "kind", "is_rural", "is_base", "code", "closed_on", "now__pk")
    rows = School.objects.visible_to(user).annotate(now=this_year)
    return rows.values(*facts, *(f"now__{name}" for name in ON_LIST))


def newest_results(school: School) -> list[tuple]:
    """Results of a school's newest year, each with the figures of the municipality and the region as texts."""
    newest = school.exam_results.order_by("-year").values("year")[:1]
    rows = list(school.exam_results.filter(year=newest).order_by("procedure", "subject", "grade"))
    known = benchmarks(school.municipality_id, {row.year for row in rows})
    levels = [known.get(key_of(row), Compared()) for row in rows]
    return [(row, as_text(level.municipality), as_text(level.region)) for row, level in zip(rows, levels, strict=True)]


@require_GET
def list_schools(request: HttpRequest) -> HttpResponse:
    return show_list(
        request,
        queryset=schools_on_lists(request.user, SchoolYear.of(clock.today()).first),
        table_class=SchoolTable,
        filter_class=SchoolFilter,
        template="schools/list.html",
        extra={"can_edit": can_edit_schools(request.user)},
    )


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The card: what is known of a school; its roadmaps, curators and visits are links to registers above."""
    rows = School.objects.visible_to(request.user).select_related("merged_into")
    school = get_object_or_404(rows, pk=pk)
    year = SchoolYear.of(clock.today()).first
    risks = sorted(
        school.risk_factors.select_related("assessment").order_by("name"),
        key=lambda risk: (-risk.year, list(RISK_TAGS).index(risk.significance)),
    )
    statuses = list(school.support_statuses.order_by("-year"))
    context = {
        "school": school,
        "year": SchoolYear(year),
        "statuses": statuses,
        "now": next((status for status in statuses if status.year == year), None),
        "passports": passport_columns(school),
        "results": newest_results(school),
        "risks": [(risk, RISK_TAGS[risk.significance]) for risk in risks],
        "is_assessed": school.assessments.submitted().filter(year=year).exists(),
        "history": history.lines(school.events.select_related("made_by", "other").order_by("-made_at", "-pk")),
        "joined": _joined_to(school),
        "can_edit": can_edit_schools(request.user),
        "can_compare": can_compare_schools(request.user),
        "can_close": can_close_schools(request.user),
        "can_see_runs": can_see_identification(request.user),
        "can_edit_passport": can_edit_passport(request.user, school),
        "elsewhere": [(title, reverse(name)) for title, name in ELSEWHERE] if takes_part(request.user) else [],
    }
    return render(request, "schools/show.html", context)


def _joined_to(school: School):
    """All that live on in this school, the last to come first, with how much they brought."""
    rows = School.objects.with_joined([school.pk]).exclude(pk=school.pk).select_related("merged_into")
    return rows.order_by("-closed_on", "pk").annotate(
        results_count=Count("exam_results", distinct=True), passports_count=Count("passports", distinct=True)
    )


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    require(can_edit_schools(request.user))
    return _edit(request, School())


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(can_edit_schools(request.user))
    return _edit(request, school)


def _edit(request, school: School) -> HttpResponse:
    form = SchoolForm(request.POST or None, instance=school)
    if request.method == "POST" and attempt(form, services.save_school, school, by=request.user):
        messages.success(request, "Сведения о школе сохранены.")
        return redirect("schools:show", school.pk)
    return render(request, "schools/edit.html", {"form": form, "school": school})
