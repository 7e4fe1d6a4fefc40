"""The public page of an approved roadmap: the switch, and the page itself."""

import hashlib
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config import clock
from config.access import require
from roadmaps import permissions as may
from roadmaps import public, services
from roadmaps.models import Roadmap
from roadmaps.views.answers import attempt
from roadmaps.views.plans import fetch

FRESH_SECONDS = 300


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks before it opens the page; open, it shows the address and how to close it."""
    roadmap = fetch(request, pk)
    require(may.can_publish(request.user, roadmap))
    if request.method == "POST":
        attempt(request, services.publish, roadmap, success="Публичная страница включена: её может открыть каждый.")
        return redirect("roadmaps:publish", pk)
    address = request.build_absolute_uri(reverse("public_roadmap", args=[roadmap.public_key]))
    context = {"roadmap": roadmap, "address": address, "cancel_url": reverse("roadmaps:show", args=[pk])}
    return render(request, "roadmaps/publish.html", context)


@require_POST
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_publish(request.user, roadmap))
    attempt(request, services.unpublish, roadmap, success="Публичная страница выключена: по её адресу ничего нет.")
    return redirect("roadmaps:publish", pk)


@login_not_required
@require_safe
def show_public(request: HttpRequest, public_key: UUID) -> HttpResponse:
    """The same for everybody, so caches may keep it: rendered without the request, no session is touched."""
    rows = Roadmap.objects.published().select_related("municipality").defer("approved_text")
    roadmap = get_object_or_404(rows, public_key=public_key)
    page = public.build(roadmap, as_of=clock.today())
    context = {"roadmap": roadmap, "amended_by": roadmap.amended_by(), "page": page}
    body = render_to_string("roadmaps/public.html", context)
    etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    response = HttpResponse(body, headers={"ETag": etag})
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return get_conditional_response(request, etag=etag, response=response)
