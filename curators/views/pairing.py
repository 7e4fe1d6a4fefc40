"""«Подобрать базовую школу»: suggestions with their reasons; one click leads to the agreement."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from config import clock
from config.access import require
from curators import pairing
from curators.map import point_of
from curators.models import Agreement
from curators.permissions import can_record_agreement, can_see_map
from schools.geography import distance_km
from schools.models import School
from schools.over_years import facts_of_year, latest_year_of


@require_GET
def suggest_bases(request: HttpRequest, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(can_see_map(request.user))
    year = latest_year_of(school)
    agreements = Agreement.objects.visible_to(request.user).current(clock.today())
    pairs = list(agreements.values_list("school", "base_school"))
    bases = School.objects.visible_to(request.user).open().filter(is_base=True).exclude(pk=school.pk).in_alphabet()
    partners = [base for base in bases if (school.pk, base.pk) in pairs]
    facts = facts_of_year(request.user, year)
    candidates = [_candidate(school, base, facts, Counter(base for _, base in pairs)) for base in bases]
    free = [one for one in candidates if one.pk not in {base.pk for base in partners}]
    context = {
        "school": school,
        "year": year,
        "suggestions": pairing.suggest(facts.get(school.pk, {}), free),
        "partners": partners,
        "weak_from": pairing.WEAK,
        "strong_to": pairing.STRONG,
        "can_record": can_record_agreement(request.user) and not school.closed_on,
    }
    return render(request, "curators/suggest_bases.html", context)


def _candidate(school: School, base: School, facts: dict, load: Counter) -> pairing.Candidate:
    here, there = point_of(school), point_of(base)
    away = distance_km(here, there) if here and there else None
    return pairing.Candidate(base.pk, str(base), facts.get(base.pk, {}), away, load[base.pk])
