"""Runs of identification: the register, the table of schools and criteria, decisions."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from config.access import require
from config.forms import attempt
from config.lists import show_list
from schools import services
from schools.filters import RunFilter, RunSchoolFilter
from schools.forms import ConfirmForm, DecideForm, StartRunForm
from schools.identification.method import LISTS
from schools.models import FederalList, IdentificationRun, RunSchool, Verdict
from schools.permissions import can_ask_for_order, can_identify, can_see_identification
from schools.run_tables import RunTable, run_school_table
from schools.school_year import SchoolYear
from schools.views.carrying import carry_out, take_the_newest, what_was_seen


def visible_run(user, pk: int) -> IdentificationRun:
    rows = IdentificationRun.objects.visible_to(user).defer("replaces__inputs")
    return get_object_or_404(rows.select_related("version__method", "made_by", "confirmed_by", "replaces"), pk=pk)


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    require(can_see_identification(request.user))
    year = SchoolYear.of(clock.today()).first
    runs = IdentificationRun.objects.visible_to(request.user).select_related("version__method", "made_by")
    return show_list(
        request,
        queryset=runs.defer("inputs", "method", "version__content").order_by("-year", "-pk"),
        table_class=RunTable,
        filter_class=RunFilter,
        template="schools/runs.html",
        extra={
            "start_form": StartRunForm(by=request.user, year=year) if can_identify(request.user) else None,
            "year": SchoolYear(year),
            "federal": FederalList.objects.visible_to(request.user).filter(year=year).first(),
            "can_identify": can_identify(request.user),
        },
    )


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    require(can_identify(request.user))
    form = StartRunForm(request.POST, by=request.user, year=SchoolYear.of(clock.today()).first)
    if run := attempt(form, services.start_run, by=request.user):
        return redirect("schools:run", run.pk)
    for error in form.errors.values():
        messages.error(request, " ".join(error))
    return redirect("schools:runs")


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    run = visible_run(request.user, pk)
    is_open = run.status == run.Status.DRAFT and can_identify(request.user)
    rules, names = run.rules, run.names
    rows = run.schools.with_verdict().select_related("school")
    counted = Counter(rows.values_list("verdict_now", flat=True))
    context = {
        "run": run,
        "counts": [(verdict.label, counted[verdict]) for verdict in Verdict if counted[verdict]],
        "lacking": run.schools.filter(lacks_data=True, decided="").count(),
        "criteria": [(one.title, LISTS[one.counts_for], one.in_words(names)) for one in rules.criteria],
        "decisions": [(LISTS[name], rules.decisions[name].in_words) for name in rules.lists],
        "rival": run.rival if is_open else None,
        "replaced_by": run.replaced_by.defer("inputs").first(),
        "can": {"decide": is_open, "identify": can_identify(request.user), "order": can_ask_for_order(request.user)},
    }
    return show_list(
        request,
        queryset=rows,
        table_class=run_school_table(rules, can_decide=is_open),
        filter_class=RunSchoolFilter,
        template="schools/run.html",
        extra=context,
    )


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    run = visible_run(request.user, pk)
    require(can_identify(request.user))
    form, said = ConfirmForm(request.POST), "Отнесение подтверждено. Теперь можно подготовить приказ."
    if form.is_valid():
        carry_out(request, services.confirm_run, run, said=said, **form.cleaned_data)
    return redirect("schools:run", pk)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    run = visible_run(request.user, pk)
    require(can_identify(request.user))
    carry_out(request, services.reopen_run, run, said="Отнесение снова на проверке.")
    return redirect("schools:run", pk)


@require_POST
def recompute(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing changes: whether the same data give the same result is said."""
    run = visible_run(request.user, pk)
    require(can_identify(request.user))
    if different := services.recompute_run(run):
        messages.error(
            request, f"По тем же данным вышло другое: {', '.join(different)}. Сообщите администратору системы."
        )
    else:
        messages.success(request, "Пересчитано по тем же данным: результат совпал у всех школ.")
    return redirect("schools:run", pk)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    run = visible_run(request.user, pk)
    require(can_identify(request.user))
    carry_out(request, services.delete_run, run, said="Отнесение удалено.")
    return redirect("schools:runs")


def _row(user, pk: int) -> RunSchool:
    rows = RunSchool.objects.visible_to(user).select_related("run__version__method", "school", "decided_by")
    return get_object_or_404(rows.defer("run__inputs", "run__version__content"), pk=pk)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    row = _row(request.user, pk)
    require(can_identify(request.user))
    initial = {"verdict": row.verdict, "reason": row.reason, "edits_count": row.edits_count}
    form = DecideForm(request.POST or None, lists=row.run.rules.lists, initial=initial)
    if request.method == "POST" and attempt(form, services.decide_otherwise, row, by=request.user):
        unsaid = "Действует то, что вышло по методике: решение без причины не записывается."
        messages.success(request, "Решение сохранено." if row.decided else unsaid)
        return redirect("schools:run", row.run_id)
    take_the_newest(form, row)
    titles = {one.key: one.title for one in row.run.rules.criteria}
    findings = [{**finding, "title": titles[finding["key"]]} for finding in row.findings]
    context = {"form": form, "row": row, "findings": findings, "is_open": row.run.status == row.run.Status.DRAFT}
    return render(request, "schools/decide.html", context)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    row = _row(request.user, pk)
    require(can_identify(request.user))
    said = "Решение отменено: действует то, что вышло по методике."
    carry_out(request, services.take_back_decision, row, said=said, **what_was_seen(request))
    return redirect("schools:run", row.run_id)
