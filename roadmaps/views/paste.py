"""Rows copied from Word or Excel: shown first, then taken. The table sends here what is pasted into it."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from config.access import require
from config.templatetags.opora import plural
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.forms import COLUMNS, PasteForm, check
from roadmaps.importers import NoRoadmapTable
from roadmaps.importers.pasted import as_text, read_pasted
from roadmaps.models import Roadmap
from roadmaps.views.plans import fetch
from roadmaps.views.rows import table_url


@require_http_methods(["GET", "POST"])
def paste_rows(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_edit(request.user, roadmap))
    form = PasteForm(request.POST or None, initial={"section": roadmap.sections.last()}, roadmap=roadmap)
    context = {"form": form, "roadmap": roadmap, "column_choices": COLUMNS}
    if form.is_valid():
        try:
            pasted = read_pasted(
                markup=form.cleaned_data["markup"], text=form.cleaned_data["text"], columns=form.columns
            )
        except NoRoadmapTable as refusal:
            form.add_error(None, str(refusal))
        else:
            checked = check(pasted)
            if "accept" in request.POST and not checked.refusals:
                return _accept(request, roadmap, form, checked.rows)
            context["form_key"] = form.cleaned_data["form_key"] or uuid4()
            context |= {"pasted": pasted, "refusals": checked.refusals, "text": as_text(pasted)}
            context["columns"] = list(zip(pasted.columns, pasted.headings or [""] * len(pasted.columns), strict=True))
    return render(request, "roadmaps/paste.html", context)


def _accept(request: HttpRequest, roadmap: Roadmap, form: PasteForm, rows: list[dict[str, str]]) -> HttpResponse:
    section = form.cleaned_data["section"] or roadmap.sections.last()
    try:
        added = services.add_rows(
            section=section,
            by=request.user,
            after=form.cleaned_data["after"],
            rows=rows,
            form_key=form.cleaned_data["form_key"] or uuid4(),
        )
    except services.NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("roadmaps:show", roadmap.pk)
    messages.success(request, f"Готово: {plural(len(added), 'строка вставлена,строки вставлены,строк вставлено')}.")
    return redirect(table_url(roadmap.pk, added[0]))
