"""Roadmaps: the register, the page with the table, a roadmap's own texts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.access import require
from config.lists import show_list
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.filters import PartyFilter, RoadmapFilter
from roadmaps.forms import RoadmapEditForm, RoadmapForm, school_choices
from roadmaps.models import Party, Roadmap
from roadmaps.sheet import read_sheet
from roadmaps.tables import PartyTable, RoadmapTable
from roadmaps.views.answers import attempt, show_conflict

REMARK = ("roadmap", "action", "text", "made_at", "made_by__last_name", "made_by__first_name", "made_by__patronymic")


def fetch(request: HttpRequest, pk: int) -> Roadmap:
    """The roadmap, if the person may see it; without the frozen text, which no page shows."""
    rows = Roadmap.objects.visible_to(request.user).select_related("school").defer("approved_text")
    return get_object_or_404(rows, pk=pk)


@require_GET
def show_roadmaps(request: HttpRequest) -> HttpResponse:
    require(may.can_see_plans(request.user))
    rows = Roadmap.objects.visible_to(request.user).select_related("school").defer("approved_text")
    return show_list(
        request,
        queryset=rows.with_progress(request.user, clock.today()),
        table_class=RoadmapTable,
        filter_class=RoadmapFilter,
        template="roadmaps/list.html",
        extra={"can_create": may.can_create(request.user), "can_see_parties": may.can_see_parties(request.user)},
    )


@require_GET
def show_parties(request: HttpRequest) -> HttpResponse:
    require(may.can_see_parties(request.user))
    rows = Party.objects.visible_to(request.user).with_activities_count().select_related("user")
    return show_list(
        request, queryset=rows, table_class=PartyTable, filter_class=PartyFilter, template="roadmaps/parties.html"
    )


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The table. A row that was just deleted is offered back once."""
    roadmap = fetch(request, pk)
    undo = request.session.pop("deleted_row", None)
    context = {
        "roadmap": roadmap,
        "sheet": read_sheet(roadmap, user=request.user, today=clock.today()),
        "remarks": roadmap.remarks.select_related("made_by").only(*REMARK),
        "rights": _rights(request.user, roadmap),
        "prefix": reverse("roadmaps:list"),
        "undo": undo if undo and undo["roadmap"] == roadmap.pk else None,
    }
    return render(request, "roadmaps/show.html", context)


def _rights(user, roadmap: Roadmap) -> dict[str, bool]:
    return {
        "edit": may.can_edit(user, roadmap),
        "submit": may.can_submit(user, roadmap),
        "return": may.can_return(user, roadmap),
        "order": may.can_draft_order(user, roadmap),
        "close": may.can_close(user, roadmap),
        "delete": may.can_delete(user, roadmap),
    }


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    require(may.can_create(request.user))
    schools = school_choices(request.user) if may.can_create_municipal(request.user) else None
    form = RoadmapForm(request.POST or None, schools=schools)
    if form.is_valid():
        facts = form.cleaned_data if schools is not None else {**form.cleaned_data, "school": request.user.school}
        return redirect("roadmaps:show", services.create(by=request.user, **facts).pk)
    return render(request, "roadmaps/create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit_texts(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_edit(request.user, roadmap))
    form = RoadmapEditForm(request.POST or None, initial=RoadmapEditForm.initial_of(roadmap))
    back_url = reverse("roadmaps:show", args=[pk])
    if form.is_valid():
        try:
            attempt(request, services.update_texts, roadmap, success="Сохранено.", **form.cleaned_data)
        except services.Conflict as conflict:
            return show_conflict(request, form, conflict, back_url=back_url)
        return redirect(back_url)
    return render(request, "roadmaps/edit_texts.html", {"form": form, "roadmap": roadmap})


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_delete(request.user, roadmap))
    if request.method == "POST" and attempt(request, services.delete, roadmap):
        messages.success(request, f"Черновик «{roadmap.title}» удалён.")
        return redirect("roadmaps:list")
    return render(
        request, "roadmaps/delete.html", {"roadmap": roadmap, "cancel_url": reverse("roadmaps:show", args=[pk])}
    )
