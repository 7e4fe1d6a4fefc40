"""Keeping a roadmap as an example («образец»), and keeping it no longer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from config.access import require
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.views.answers import attempt
from roadmaps.views.plans import fetch


@require_POST
def make_template(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_make_template(request.user, roadmap))
    attempt(request, services.make_template, roadmap, success="Теперь это образец: по нему можно создать новую карту.")
    return redirect("roadmaps:show", pk)


@require_POST
def drop_template(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_make_template(request.user, roadmap))
    attempt(request, services.drop_template, roadmap, success="Карта больше не образец; составленное по ней осталось.")
    return redirect("roadmaps:show", pk)
