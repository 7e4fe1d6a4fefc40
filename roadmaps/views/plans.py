"""Roadmaps: the register, the page with the table, a roadmap's own texts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.access import require
from config.lists import show_list
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.filters import RoadmapFilter
from roadmaps.forms import ActivityEditForm, RoadmapForm, edit_form, school_choices, template_choices
from roadmaps.history import read_remarks
from roadmaps.importers import pasted
from roadmaps.models import Edition, Roadmap
from roadmaps.sheet import add_remarks, read_sheet
from roadmaps.tables import RoadmapTable
from roadmaps.views.answers import attempt, show_conflict


def fetch(request: HttpRequest, pk: int) -> Roadmap:
    """The roadmap, if the person may see it; without the frozen text, which no page shows."""
    rows = Roadmap.objects.visible_to(request.user).with_amendment_begun().defer("approved_text")
    return get_object_or_404(rows, pk=pk)


def edition_of(request: HttpRequest, draft_key: int) -> Edition:
    """What a draft of changes has become since its order was signed, or 404."""
    return get_object_or_404(Edition.objects.visible_to(request.user).defer("text", "changes"), draft_key=draft_key)


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
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The table; in a draft with what the person could take back. The address of a draft of changes leads on."""
    try:
        roadmap = fetch(request, pk)
    except Http404:
        return redirect("roadmaps:show", edition_of(request, pk).roadmap_id)
    rights = _rights(request.user, roadmap)
    context = {
        "roadmap": roadmap,
        "amended_by": roadmap.amended_by(),
        "sheet": read_sheet(roadmap, user=request.user, today=clock.today()),
        "remarks": read_remarks(roadmap),
        "rights": rights,
        "prefix": reverse("roadmaps:list"),
        "last_step": roadmap.edit_steps.defer("payload").last_of(request.user) if rights["edit"] else None,
    }
    if roadmap.is_draft and context["remarks"]:
        context["said"] = list(roadmap.row_remarks.open())
        add_remarks((row for section in context["sheet"].sections for row in section["rows"]), context["said"])
    if rights["edit"]:
        context |= {"blank": ActivityEditForm(), "paste": pasted, **helping_urls(roadmap)}
    return render(request, "roadmaps/show.html", context)


def helping_urls(roadmap: Roadmap) -> dict[str, str]:
    """Where a row that is being edited asks what is meant."""
    return {
        "preview_url": reverse("roadmaps:read_deadline", args=[roadmap.pk]),
        "suggest_url": reverse("roadmaps:suggest_parties", args=[roadmap.pk]),
    }


def _rights(user, roadmap: Roadmap) -> dict[str, bool]:
    return {
        "edit": may.can_edit(user, roadmap),
        "submit": may.can_submit(user, roadmap),
        "withdraw": may.can_withdraw(user, roadmap),
        "return": may.can_return(user, roadmap),
        "order": may.can_draft_order(user, roadmap),
        "amend": may.can_amend(user, roadmap),
        "copy": may.can_copy(user, roadmap),
        "derive": may.can_derive(user, roadmap),
        "close": may.can_close(user, roadmap),
        "delete": may.can_delete(user, roadmap),
        "publish": may.can_publish(user, roadmap),
        "template": may.can_make_template(user, roadmap),
    }


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    require(may.can_create(request.user))
    schools = school_choices(request.user) if may.can_create_municipal(request.user) else None
    form = RoadmapForm(request.POST or None, schools=schools, templates=template_choices(request.user))
    if form.is_valid():
        facts = form.cleaned_data if schools is not None else {**form.cleaned_data, "school": request.user.school}
        try:
            return redirect("roadmaps:show", services.create(by=request.user, **facts).pk)
        except services.NotPossible as refusal:  # the template is gone meanwhile
            form.add_error(None, str(refusal))
    return render(request, "roadmaps/create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit_texts(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_edit(request.user, roadmap))
    form = edit_form(roadmap, request.POST or None)
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
