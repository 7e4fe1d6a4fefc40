"""Sections of a draft."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from config.access import require
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.forms import AddSectionForm, MoveForm, SectionEditForm
from roadmaps.models import Section
from roadmaps.views.answers import attempt, show_conflict
from roadmaps.views.plans import fetch


def fetch_section(request: HttpRequest, pk: int) -> Section:
    section = get_object_or_404(Section.objects.visible_to(request.user).select_related("roadmap"), pk=pk)
    require(may.can_edit(request.user, section.roadmap))
    return section


def section_url(section: Section) -> str:
    return reverse("roadmaps:show", args=[section.roadmap_id]) + f"#s{section.pk}"


@require_http_methods(["GET", "POST"])
def add_section(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_edit(request.user, roadmap))
    form = AddSectionForm(request.POST or None)
    if form.is_valid():
        try:
            return redirect(section_url(services.add_section(roadmap, by=request.user, **form.cleaned_data)))
        except services.NotPossible as refusal:
            form.add_error(None, str(refusal))
    return render(request, "roadmaps/section.html", {"form": form, "roadmap": roadmap})


@require_http_methods(["GET", "POST"])
def edit_section(request: HttpRequest, pk: int) -> HttpResponse:
    section = fetch_section(request, pk)
    form = SectionEditForm(request.POST or None, initial={"title": section.title, "version": section.version})
    if form.is_valid():
        try:
            attempt(request, services.edit_section, section, **form.cleaned_data)
        except services.Conflict as conflict:
            return show_conflict(request, form, conflict, back_url=section_url(section))
        return redirect(section_url(section))
    return render(request, "roadmaps/section.html", {"form": form, "roadmap": section.roadmap, "section": section})


@require_POST
def delete_section(request: HttpRequest, pk: int) -> HttpResponse:
    section = fetch_section(request, pk)
    attempt(request, services.delete_section, section, success="Раздел удалён.")
    return redirect("roadmaps:show", section.roadmap_id)


@require_POST
def move_section(request: HttpRequest, pk: int) -> HttpResponse:
    section = fetch_section(request, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    attempt(request, services.move_section, section, step=form.cleaned_data["step"])
    return redirect(section_url(section))
