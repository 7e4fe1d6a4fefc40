"""«Карта»: where the schools are, how far from the centre and from base schools, whom agreements join."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from config.access import require
from curators import map as school_map
from curators.models import Agreement
from curators.permissions import can_see_map
from schools.models import School, SupportStatus
from schools.permissions import can_edit_parameters, can_edit_schools
from schools.school_map import STATES, legend_sign
from schools.school_year import SchoolYear


@require_GET
def show_map(request: HttpRequest) -> HttpResponse:
    require(can_see_map(request.user))
    user, today = request.user, clock.today()
    year = SchoolYear.of(today)
    statuses = SupportStatus.objects.visible_to(user).filter(year=year.first)
    agreements = Agreement.objects.visible_to(user).current(today).select_related("school", "base_school")
    drawn = school_map.build(
        user.municipality,
        list(School.objects.visible_to(user).open().in_alphabet()),
        {status.school_id: status for status in statuses},
        list(agreements),
    )
    context = {
        "map": drawn,
        "year": year,
        "legend": [(legend_sign(state), word) for state, (word, _) in STATES.items()],
        "can_edit": can_edit_schools(user),
        "can_place_centre": can_edit_parameters(user),
    }
    return render(request, "curators/map.html", context)
