"""The piece of a school's card that tells how the work goes: what is below this app knows only what the school is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from config import clock
from config.access import require
from monitoring.school_work import school_work
from schools.models import School
from schools.permissions import takes_part


@require_GET
def show_school_work(request: HttpRequest, pk: int) -> HttpResponse:
    """The card asks for it when it is open; opened by itself it leads to the card."""
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(takes_part(request.user))
    if not request.htmx:
        return redirect("schools:show", pk)
    lines = school_work(school, request.user, clock.today())
    return render(request, "monitoring/_school_work.html", {"lines": lines})
