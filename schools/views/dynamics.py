"""«Динамика»: results over the years, of a school and of the municipality, and what changed between two years."""

from collections.abc import Sequence

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from config.access import require
from schools import lists_over_years, over_years
from schools.forms.dynamics import ChangesForm, MeasureForm, SchoolMeasureForm
from schools.models import School
from schools.permissions import can_compare_schools

CHARTS_PER_PAGE, CHANGES_PER_PAGE = 6, 50


@require_GET
def school_dynamics(request: HttpRequest, pk: int) -> HttpResponse:
    """Of one school: a chart for each procedure, subject and grade against the municipality and the region."""
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    form = _asked(SchoolMeasureForm(request.GET))
    page = _page(request, list(over_years.of_school(school).items()), CHARTS_PER_PAGE)
    what = form.cleaned_data["what"] or "share"
    context = {
        "school": school,
        "form": form,
        "page": page,
        "panels": [over_years.panel(measure, levels, what) for measure, levels in page],
        "points": lists_over_years.points_of_school(school),
    }
    return render(request, "schools/school_dynamics.html", context)


@require_GET
def dynamics(request: HttpRequest) -> HttpResponse:
    """Of the municipality: one procedure, subject and grade against the region, and the gap between schools."""
    require(can_compare_schools(request.user))
    measures = over_years.measures(request.user)
    form = _asked(MeasureForm(request.GET, measures=measures))
    measure = form.measure or over_years.main_measure(measures)
    context = {
        "form": form,
        "measure_key": measure and measure.key,
        "town": over_years.of_town(request.user, [measure])[0] if measure else None,
        "lists": lists_over_years.lists(request.user),
        "points": lists_over_years.points_of_town(request.user),
    }
    return render(request, "schools/dynamics.html", context)


@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """«Что изменилось»: who came on the lists and left them, whose results went up or down, between two years."""
    require(can_compare_schools(request.user))
    years = over_years.years(request.user)
    lately = dict(zip(("before", "after"), years[-2:], strict=False))
    asked = lately | request.GET.dict()
    form = _asked(ChangesForm(asked, years=years, measures=over_years.measures(request.user)))
    context = {"form": form, "between": form.between}
    if form.between:
        changed = over_years.changed(request.user, *form.between, form.measure, form.cleaned_data["direction"])
        context |= {"changed": changed, "page": _page(request, changed.results, CHANGES_PER_PAGE)}
    return render(request, "schools/changes.html", context)


def _page(request: HttpRequest, rows: Sequence, per_page: int) -> Page:
    try:
        return Paginator(rows, per_page).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404(str(error)) from error


def _asked(form):
    """What the address asks for; anything that cannot be chosen is 404."""
    if not form.is_valid():
        raise Http404(str(form.errors.as_data()))
    return form
