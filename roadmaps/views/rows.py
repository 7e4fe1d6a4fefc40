"""The rows of a draft. Each address serves a cell edited in the table (htmx) and a plain page of its own."""

import json

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from config.access import require
from config.templatetags.opora import rows
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.cells import TEXTS
from roadmaps.deadlines import read_deadline
from roadmaps.forms import (
    ActivityEditForm,
    ActivityForm,
    AddActivityForm,
    DeadlineForm,
    MoveForm,
    PlaceForm,
    SuggestForm,
)
from roadmaps.models import Activity, Roadmap
from roadmaps.sheet import missing_of, read_row, understood
from roadmaps.suggestions import suggest
from roadmaps.views.answers import attempt, show_conflict
from roadmaps.views.plans import fetch, helping_urls


def fetch_activity(request: HttpRequest, pk: int) -> Activity:
    """The row, if the person sees its roadmap and may edit it."""
    activity = get_object_or_404(Activity.objects.visible_to(request.user).select_related("roadmap", "section"), pk=pk)
    require(may.can_edit(request.user, activity.roadmap))
    return activity


def table_url(roadmap_id: int, activity: Activity | None = None) -> str:
    return reverse("roadmaps:show", args=[roadmap_id]) + (f"#a{activity.pk}" if activity else "")


def what_to_undo(roadmap: Roadmap, user) -> str:
    """What the person would take back now, in words; empty when nothing is left."""
    return str(roadmap.edit_steps.last_of(user) or "")


@require_http_methods(["GET", "POST"])
def add_activity(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_edit(request.user, roadmap))
    form = AddActivityForm(request.POST or None, initial=_named_place(request), roadmap=roadmap)
    if not form.place_is_known():
        raise Http404
    if form.is_valid():
        try:
            return _saved(request, services.add_activity(by=request.user, **form.cleaned_data))
        except services.NotPossible as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, roadmap, row_id="new")


@require_http_methods(["GET", "POST"])
def edit_activity(request: HttpRequest, pk: int) -> HttpResponse:
    activity = fetch_activity(request, pk)
    initial = model_to_dict(activity, fields=[*TEXTS, "version"])
    form = ActivityEditForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            return _saved(request, services.edit_activity(activity, by=request.user, **form.cleaned_data))
        except services.Conflict as conflict:
            back_url = table_url(activity.roadmap_id, activity)
            return show_conflict(request, form, conflict, row_id=f"a{pk}", back_url=back_url)
        except services.NotPossible as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, activity.roadmap, row_id=f"a{pk}", activity=activity)


def _named_place(request: HttpRequest) -> dict[str, str]:
    """What the link says of a new row; its key is always its own."""
    return {name: value for name, value in request.GET.dict().items() if name != "form_key"}


def _saved(request: HttpRequest, activity: Activity) -> HttpResponse:
    if not request.htmx:
        return redirect(table_url(activity.roadmap_id, activity))
    row = rows("roadmaps/_editable_row.html", [read_row(activity)], prefix=reverse("roadmaps:list"))
    response = HttpResponse(row)
    return trigger_client_event(
        response,
        "roadmap:saved",
        {
            "missing": missing_of(activity.roadmap),
            "row": f"a{activity.pk}",
            "undo": what_to_undo(activity.roadmap, request.user),
        },
        after="settle",
    )


def _form(
    request: HttpRequest, form: ActivityForm, roadmap: Roadmap, *, row_id: str, activity: Activity | None = None
) -> HttpResponse:
    urls = helping_urls(roadmap)
    form.assist(**urls)
    context = {
        **urls,
        "form": form,
        "roadmap": roadmap,
        "activity": activity,
        "row_id": row_id,
        "action": request.path,
        "cancel_url": table_url(roadmap.pk, activity),
        "deadline": understood(read_deadline(form["deadline_text"].value() or "", period=roadmap.period)),
    }
    return render(request, "roadmaps/_edit_row.html" if request.htmx else "roadmaps/row.html", context)


@require_POST
def delete_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete at once, without a question: the table offers to take it back."""
    activity = fetch_activity(request, pk)
    attempt(
        request, services.delete_activity, activity, success=f"Строка удалена: {Truncator(activity.text).chars(80)}"
    )
    return redirect("roadmaps:show", activity.roadmap_id)


@require_POST
def move_activity(request: HttpRequest, pk: int) -> HttpResponse:
    activity = fetch_activity(request, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    attempt(request, services.move_activity, activity, step=form.cleaned_data["step"])
    return moved(request, activity)


@require_POST
def place_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the row was dropped with the mouse."""
    activity = fetch_activity(request, pk)
    form = PlaceForm(request.POST, roadmap=activity.roadmap)
    if form.is_valid():
        attempt(request, services.place_activity, activity, **form.cleaned_data)
    else:
        messages.error(request, "Этого места в таблице уже нет: строку или раздел тем временем удалили.")
    return moved(request, activity)


def moved(request: HttpRequest, activity: Activity) -> HttpResponse:
    """The table at the row; to the script only which line of the table the row stands after now."""
    if not request.htmx:
        return redirect(table_url(activity.roadmap_id, activity))
    row = Activity.objects.filter(pk=activity.pk).first()
    if row is None or len(messages.get_messages(request)):
        return HttpResponse(headers={"HX-Refresh": "true"})
    above = row.section.activities.filter(position__lt=row.position).order_by("-position").values_list("pk", flat=True)
    after = f"a{above[0]}" if above[:1] else f"s{row.section_id}"
    told = {"row": f"a{row.pk}", "after": after, "undo": what_to_undo(row.roadmap, request.user)}
    return trigger_client_event(HttpResponse(status=204), "roadmap:moved", told)


@require_POST
def read_deadline_text(request: HttpRequest, pk: int) -> HttpResponse:
    """What is understood of a deadline while it is being typed. Nothing is saved."""
    roadmap = fetch(request, pk)
    form = DeadlineForm(request.POST)
    wording = form.cleaned_data["deadline_text"] if form.is_valid() else ""
    deadline = understood(read_deadline(wording, period=roadmap.period))
    return render(request, "roadmaps/_understood.html", {"deadline": deadline})


@require_POST
def suggest_parties(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may be meant while responsible parties are being typed. Nothing is saved."""
    roadmap = fetch(request, pk)
    require(may.can_edit(request.user, roadmap))
    form = SuggestForm(request.POST)
    found = suggest(request.user, form.cleaned_data["typed"]) if form.is_valid() else []
    told = json.dumps({"found": found}).replace("<", r"\u003c")  # no markup, however a browser might take it
    return HttpResponse(told, content_type="application/json")
