"""The register of parties, and the accounts that they are tied to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from config.access import require
from config.lists import show_list
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.filters import PartyFilter
from roadmaps.forms import TieForm
from roadmaps.models import Party
from roadmaps.tables import PartyTable
from roadmaps.views.answers import attempt


@require_GET
def show_parties(request: HttpRequest) -> HttpResponse:
    require(may.can_see_parties(request.user))
    rows = Party.objects.visible_to(request.user).with_activities_count().select_related("user__school")
    return show_list(
        request, queryset=rows, table_class=PartyTable, filter_class=PartyFilter, template="roadmaps/parties.html"
    )


@require_POST
def tie(request: HttpRequest, pk: int) -> HttpResponse:
    """To one of the accounts that the register offers."""
    party = _fetch(request, pk)
    form = TieForm(request.POST, party=party)
    if form.is_valid():
        user = form.cleaned_data["user"]
        said = f"Исполнитель «{party.name}» связан с учётной записью: {user.full_name}."
        attempt(request, services.tie, party, user=user, success=said)
    else:
        messages.error(request, "Выберите учётную запись с той же фамилией и инициалами из списка.")
    return _back(request)


@require_POST
def untie(request: HttpRequest, pk: int) -> HttpResponse:
    party = _fetch(request, pk)
    said = f"Исполнитель «{party.name}» больше не связан с учётной записью."
    attempt(request, services.untie, party, success=said)
    return _back(request)


def _fetch(request: HttpRequest, pk: int) -> Party:
    party = get_object_or_404(Party.objects.visible_to(request.user), pk=pk)
    require(may.can_tie(request.user))
    return party


def _back(request: HttpRequest) -> HttpResponse:
    """To the register as it was filtered."""
    asked = request.GET.urlencode()
    return redirect(reverse("roadmaps:parties") + (f"?{asked}" if asked else ""))
