"""Methods of identification: in words, changed as a draft, compared on the same data."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from config.access import require
from config.forms import attempt
from config.lists import show_list
from schools import services
from schools.filters import MethodFilter
from schools.forms import CompareForm, CriterionForm, DecisionsForm
from schools.identification import KINDS, Criterion, judge
from schools.identification.comparing import changes
from schools.identification.gather import gather, names_of
from schools.identification.method import LISTS
from schools.identification.reading import Kind
from schools.models import IdentificationMethod, MethodVersion, Verdict
from schools.permissions import can_identify, can_see_identification
from schools.run_tables import MethodTable
from schools.school_year import SchoolYear
from schools.views.carrying import carry_out, take_the_newest, what_was_seen


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the page of comparison is narrowed to."""

    form: CompareForm


def visible_version(user, pk: int) -> MethodVersion:
    return get_object_or_404(MethodVersion.objects.visible_to(user).select_related("method"), pk=pk)


def visible_draft(user, pk: int) -> MethodVersion:
    """A draft that may be edited: 404 for what one does not see or what is in force, 403 without the right."""
    version = visible_version(user, pk)
    require(can_identify(user))
    if not version.is_draft:
        raise Http404("Эта версия уже действовала и не меняется.")
    return version


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    require(can_see_identification(request.user))
    versions = MethodVersion.objects.visible_to(request.user).select_related("method")
    return show_list(
        request,
        queryset=versions,
        table_class=MethodTable,
        filter_class=MethodFilter,
        template="schools/methods.html",
    )


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A version in words; a draft with all that changes it."""
    version = visible_version(request.user, pk)
    rules, names = version.rules, names_of(version.municipality_id)
    can = can_identify(request.user)
    context = {
        "version": version,
        "versions": version.method.versions.order_by("-number"),
        "criteria": [(one, LISTS[one.counts_for], one.in_words(names)) for one in rules.criteria],
        "decisions": [(LISTS[name], rules.decisions[name].in_words) for name in rules.lists],
        "faults": rules.faults,
        "kinds": KINDS.values(),
        "can_edit": can and version.is_draft,
        "can_copy": can,
        "in_force": version.method.versions.filter(status=MethodVersion.Status.IN_FORCE).first(),
        "year": SchoolYear.of(clock.today()).first,
    }
    return render(request, "schools/version.html", context)


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    method = get_object_or_404(IdentificationMethod.objects.visible_to(request.user), pk=pk)
    require(can_identify(request.user))
    return redirect("schools:version", services.next_draft(method, by=request.user).pk)


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    method = get_object_or_404(IdentificationMethod.objects.visible_to(request.user), pk=pk)
    require(can_identify(request.user))
    return redirect("schools:version", services.copy_method(method, by=request.user).pk)


@require_http_methods(["GET", "POST"])
def decisions(request: HttpRequest, pk: int) -> HttpResponse:
    version = visible_draft(request.user, pk)
    form = DecisionsForm(request.POST or None, version=version)
    if request.method == "POST" and attempt(form, services.save_decisions, version, by=request.user):
        return redirect("schools:version", pk)
    take_the_newest(form, version)
    return render(request, "schools/decisions.html", {"form": form, "version": version})


@require_http_methods(["GET", "POST"])
def add_criterion(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    version = visible_draft(request.user, pk)
    if kind not in KINDS:
        raise Http404("Такого вида критериев нет.")
    return _edit_criterion(request, version, KINDS[kind], None)


@require_http_methods(["GET", "POST"])
def edit_criterion(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    version = visible_draft(request.user, pk)
    criterion = next((one for one in version.rules.criteria if one.key == key), None)
    kind = criterion.of_kind if criterion else KINDS.get(request.POST.get("kind", ""))
    if kind is None:
        raise Http404("В этой версии нет такого критерия.")
    return _edit_criterion(request, version, kind, criterion)  # one that is gone meanwhile is added anew


def _edit_criterion(
    request: HttpRequest, version: MethodVersion, kind: Kind, criterion: Criterion | None
) -> HttpResponse:
    names = names_of(version.municipality_id)
    form = CriterionForm(request.POST or None, kind=kind, names=names, version=version, criterion=criterion)
    if request.method == "POST" and attempt(form, services.save_criterion, version, by=request.user):
        messages.success(request, "Критерий сохранён.")
        return redirect("schools:version", version.pk)
    take_the_newest(form, version)
    context = {"form": form, "version": version, "kind": kind, "criterion": criterion}
    return render(request, "schools/criterion.html", context)


@require_POST
def move(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    version = visible_draft(request.user, pk)
    step = {"up": -1, "down": 1}.get(request.POST.get("step", ""))
    if step is None:
        raise Http404("Критерий передвигают выше или ниже.")
    carry_out(request, services.move_criterion, version, key=key, step=step, **what_was_seen(request))
    return redirect("schools:version", pk)


@require_POST
def remove(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    version, seen = visible_draft(request.user, pk), what_was_seen(request)
    carry_out(request, services.remove_criterion, version, key=key, said="Критерий убран.", **seen)
    return redirect("schools:version", pk)


@require_POST
def put_in_force(request: HttpRequest, pk: int) -> HttpResponse:
    version = visible_draft(request.user, pk)
    said = "Версия действует: новые отнесения считаются по ней."
    carry_out(request, services.put_in_force, version, on=clock.today(), said=said, **what_was_seen(request))
    return redirect("schools:version", pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    version = visible_draft(request.user, pk)
    carry_out(request, services.discard_version, version, said="Черновик удалён.")
    return redirect("schools:methods")


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """«Какие школы изменятся»: two versions on the data that are there now."""
    require(can_see_identification(request.user))
    year = SchoolYear.of(clock.today()).first
    form = CompareForm(request.GET or None, by=request.user, year=year)
    if form.is_bound and not form.is_valid():
        raise Http404(str(form.errors.as_data()))
    context = {"narrowed": Chosen(form), "back_url": reverse("schools:methods")}
    if form.is_bound:
        context |= _compared(request.user, **form.cleaned_data)
    return render(request, "schools/compare.html", context)


def _compared(user, *, one: MethodVersion, other: MethodVersion, year: int) -> dict:
    was, becomes = one.rules, other.rules
    years_back = max(was.years_back, becomes.years_back)
    inputs = gather(user.municipality_id, year, today=clock.today(), years_back=years_back)
    found = [
        {
            "school": change.school,
            "was": Verdict(change.was).label,
            "becomes": Verdict(change.becomes).label,
            "why_was": change.why_was,
            "why_becomes": change.why_becomes,
        }
        for change in changes(was, judge(was, inputs), becomes, judge(becomes, inputs))
    ]
    return {"changes": found, "schools_count": len(inputs.schools), "one": one, "other": other}
