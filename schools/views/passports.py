"""The social passport: years side by side on the card, and the form."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from config import clock
from config.access import require
from config.forms import attempt
from schools import services
from schools.forms import PassportForm
from schools.models import School, SocialPassport
from schools.permissions import can_edit_passport
from schools.school_year import SchoolYear

PASSPORT_YEARS_BACK = 3
PASSPORTS_SHOWN = 5


def passport_columns(school: School) -> dict:
    """Passports of the newest years side by side, oldest first: the years, and a row of values for each fact."""
    passports = list(school.passports.order_by("-year")[:PASSPORTS_SHOWN])[::-1]
    names = PassportForm.Meta.fields
    rows = [
        (SocialPassport._meta.get_field(name).verbose_name, [getattr(p, name) for p in passports]) for name in names
    ]
    return {"years": [passport.school_year for passport in passports], "rows": rows}


@require_http_methods(["GET", "POST"])
def edit_passport(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """The passport of this school year or one of the three before; any other year is 404."""
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    current = SchoolYear.of(clock.today()).first
    if not current - PASSPORT_YEARS_BACK <= year <= current:
        raise Http404("Паспорт этого года не заполняется.")
    require(can_edit_passport(request.user, school))
    passport = school.passports.filter(year=year).first() or SocialPassport(school=school, year=year)
    form = PassportForm(request.POST or None, instance=passport)
    if request.method == "POST" and attempt(form, services.save_passport, passport, by=request.user):
        messages.success(request, "Паспорт сохранён.")
        return redirect("schools:show", school.pk)
    return render(request, "schools/passport.html", {"form": form, "school": school, "year": SchoolYear(year)})
