"""The rows of a draft. Each address serves a cell edited in the table (htmx) and a plain page of its own."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from config.access import require
from config.templatetags.opora import rows
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.deadlines import read_deadline
from roadmaps.forms import ActivityEditForm, ActivityForm, AddActivityForm, DeadlineForm, MoveForm
from roadmaps.models import Activity, Roadmap
from roadmaps.services.wording import TEXTS
from roadmaps.sheet import missing_of, read_row, understood
from roadmaps.views.answers import attempt, show_conflict
from roadmaps.views.plans import fetch


def fetch_activity(request: HttpRequest, pk: int) -> Activity:
    """The row, if the person sees its roadmap and may edit it."""
    activity = get_object_or_404(Activity.objects.visible_to(request.user).select_related("roadmap", "section"), pk=pk)
    require(may.can_edit(request.user, activity.roadmap))
    return activity


def table_url(roadmap_id: int, activity: Activity | None = None) -> str:
    return reverse("roadmaps:show", args=[roadmap_id]) + (f"#a{activity.pk}" if activity else "")


@require_http_methods(["GET", "POST"])
def add_activity(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_edit(request.user, roadmap))
    form = AddActivityForm(request.POST or None, initial=request.GET.dict(), roadmap=roadmap)
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


def _saved(request: HttpRequest, activity: Activity) -> HttpResponse:
    if not request.htmx:
        return redirect(table_url(activity.roadmap_id, activity))
    row = rows("roadmaps/_editable_row.html", [read_row(activity)], prefix=reverse("roadmaps:list"))
    response = HttpResponse(row)
    return trigger_client_event(
        response,
        "roadmap:saved",
        {"missing": missing_of(activity.roadmap), "row": f"a{activity.pk}"},
        after="settle",
    )


def _form(
    request: HttpRequest, form: ActivityForm, roadmap: Roadmap, *, row_id: str, activity: Activity | None = None
) -> HttpResponse:
    preview_url = reverse("roadmaps:read_deadline", args=[roadmap.pk])
    form.preview(preview_url)
    context = {
        "preview_url": preview_url,
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
    """Delete at once, without a question; the next page offers the row back."""
    activity = fetch_activity(request, pk)
    try:
        fields = services.delete_activity(activity, by=request.user)
    except services.NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        request.session["deleted_row"] = {"roadmap": activity.roadmap_id, "fields": fields}
    return redirect("roadmaps:show", activity.roadmap_id)


@require_POST
def move_activity(request: HttpRequest, pk: int) -> HttpResponse:
    activity = fetch_activity(request, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    attempt(request, services.move_activity, activity, step=form.cleaned_data["step"])
    return redirect(table_url(activity.roadmap_id, activity))


@require_POST
def read_deadline_text(request: HttpRequest, pk: int) -> HttpResponse:
    """What is understood of a deadline while it is being typed. Nothing is saved."""
    roadmap = fetch(request, pk)
    form = DeadlineForm(request.POST)
    wording = form.cleaned_data["deadline_text"] if form.is_valid() else ""
    deadline = understood(read_deadline(wording, period=roadmap.period))
    return render(request, "roadmaps/_understood.html", {"deadline": deadline})
