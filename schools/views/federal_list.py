"""The federal list of schools with risks: ticked by hand, or with the ticks that a file gives."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from config import clock
from config.access import require
from config.forms import attempt
from schools import services
from schools.forms import FederalListForm, TableFileForm
from schools.importers.federal import FederalReading, read_federal_list
from schools.importers.sheet import TableRefused
from schools.mappings import school_names
from schools.models import FederalList, School
from schools.permissions import can_identify
from schools.school_year import SchoolYear

YEARS_BACK = 5
MOST_SHOWN = 200  # lines of the file on the page


@require_http_methods(["GET", "POST"])
def federal_list(request: HttpRequest, year: int) -> HttpResponse:
    """The list of this school year, the next one, or one of the five before. Reading a file stores nothing."""
    current = SchoolYear.of(clock.today()).first
    if not current - YEARS_BACK <= year <= current + 1:
        raise Http404("Перечень этого года не вносится.")
    require(can_identify(request.user))
    saved = FederalList.objects.visible_to(request.user).filter(year=year).first()
    listed = list(saved.listings.values_list("school_id", flat=True)) if saved else []
    schools = School.objects.visible_to(request.user).filter(Q(closed_on=None) | Q(pk__in=listed)).in_alphabet()
    context = {"year": SchoolYear(year), "saved": saved}
    if "read" in request.POST or request.FILES:  # a chosen file is never passed over
        return render(request, "schools/federal_list.html", context | _read(request, schools))
    initial = {"source": saved.source if saved else "", "schools": listed}
    sent = request.POST if request.method == "POST" else None  # nothing ticked is an answer, too
    form = FederalListForm(sent, schools=schools, initial=initial)
    if request.method == "POST" and attempt(form, services.save_federal_list, year, by=request.user):
        messages.success(request, "Федеральный перечень сохранён. Новые отнесения учтут его.")
        return redirect("schools:runs")
    return render(request, "schools/federal_list.html", context | {"form": form, "file_form": _file_form()})


def _file_form(*sent) -> TableFileForm:
    """It stands inside the form of the list, which is saved without a file."""
    form = TableFileForm(*sent, use_required_attribute=False)
    form.fields["file"].help_text = "XLSX или CSV до 20 МБ с названиями или кодами школ, по одной в строке"
    return form


def _read(request: HttpRequest, schools) -> dict:
    """The form with the ticks of the file, or with those that were sent where it cannot be read."""
    sent = {"source": request.POST.get("source", ""), "schools": request.POST.getlist("schools")}
    file_form, reading = _file_form(request.POST, request.FILES), None
    city = request.user.municipality
    if file_form.is_valid():
        try:
            reading = read_federal_list(file_form.sheets, school_names(city.pk), (city.name, city.city))
        except TableRefused as refusal:
            file_form.add_error(None, str(refusal))
    if reading is None:
        return {"form": FederalListForm(schools=schools, initial=sent), "file_form": file_form}
    can_tick = {school.pk: school for school in schools}
    ticked = [pk for pk in reading.sure if pk in can_tick]
    form = FederalListForm(schools=schools, initial=sent | {"schools": ticked})
    found = _found(reading, can_tick) | {
        "ticked_count": len(ticked),
        "no_more": [school for pk, school in can_tick.items() if str(pk) in sent["schools"] and pk not in reading.sure],
    }
    return {"form": form, "file_form": _file_form(), "found": found}


def _found(reading: FederalReading, can_tick: dict[int, School]) -> dict:
    closed = [line for pk, line in reading.sure.items() if pk not in can_tick]
    doubtful = [(line, can_tick[line.school_id]) for line in reading.doubtful if line.school_id in can_tick]
    return {
        "closed": closed,
        "doubtful": doubtful[:MOST_SHOWN],
        "unknown": reading.unknown[:MOST_SHOWN],
        "unknown_count": len(reading.unknown),
        "elsewhere": reading.elsewhere[:MOST_SHOWN],
        "elsewhere_count": len(reading.elsewhere),
    }
