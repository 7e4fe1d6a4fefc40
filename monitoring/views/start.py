"""«Начало»."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from monitoring.start import start_page


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What needs this person today; the page of the person's role."""
    page = start_page(request.user, clock.today())
    return render(request, page.template, {"page": page})
