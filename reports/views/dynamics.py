"""Notes on the dynamics of results: whoever sees a page of «Динамика» gets it as PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from config import files
from config.access import require
from reports import services
from reports.models import DynamicsNote
from schools import over_years
from schools.forms.dynamics import MeasureForm
from schools.models import School
from schools.permissions import can_compare_schools

NOTES_SHOWN = 5


@require_POST
def make_of_school(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it in the queue and show the progress."""
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    return redirect("job", services.print_school_dynamics(school, by=request.user).pk)


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Of the municipality: the measure asked for, or all of them."""
    require(can_compare_schools(request.user))
    form = MeasureForm(request.POST, measures=over_years.measures(request.user))
    if not form.is_valid():
        raise Http404
    return redirect("job", services.print_dynamics(form.measure, by=request.user).pk)


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The note that is ready, and one's earlier ones of the same school or municipality."""
    notes = DynamicsNote.objects.visible_to(request.user)
    note = get_object_or_404(notes.select_related("school"), pk=pk)
    earlier = notes.filter(school=note.school).exclude(pk=note.pk)[:NOTES_SHOWN]
    return render(request, "reports/dynamics_note.html", {"note": note, "earlier": earlier})


@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    notes = DynamicsNote.objects.visible_to(request.user).select_related("pdf")
    return files.send(get_object_or_404(notes, pk=pk).pdf)
