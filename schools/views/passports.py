"""The social passport of a school: years side by side on the card, and the form."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from config import clock
from config.access import require
from config.forms import attempt
from schools import services
from schools.forms import PassportForm
from schools.forms.passports import as_initial
from schools.jumps import shown
from schools.models import PassportQuestion, School, SocialPassport
from schools.permissions import can_edit_passport
from schools.school_year import SchoolYear

PASSPORT_YEARS_BACK = 3
PASSPORTS_SHOWN = 5


def passport_columns(school: School) -> dict:
    """Passports handed in, of the newest years side by side, oldest first: the years, and a row for each question.

    A retired question is shown where one of these years has an answer to it.
    """
    passports = list(school.passports.submitted().order_by("-year")[:PASSPORTS_SHOWN])[::-1]
    questions = PassportQuestion.objects.filter(municipality=school.municipality_id).in_order()
    rows = [
        (question.label, [shown(passport.values.get(question.code)) for passport in passports])
        for question in questions
        if not question.is_retired or any(question.code in passport.values for passport in passports)
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
    found = {passport.year: passport for passport in school.passports.filter(year__in=[year - 1, year])}
    passport, last = (found.get(y) or SocialPassport(school=school, year=y) for y in (year, year - 1))
    form = _form(request, passport, last)
    if request.method == "POST" and "take_last" not in request.POST:
        submit = "submit" in request.POST
        if attempt(form, services.save_passport, school, year, by=request.user, submit=submit):
            said = "Паспорт сдан." if submit else "Черновик сохранён. Сдать паспорт можно позже."
            messages.success(request, said)
            return redirect("schools:show", school.pk) if submit else redirect(request.path)
        form.data = {**form.data.dict(), "version": _version_now(passport)}
    context = {"form": form, "school": school, "passport": passport, "year": SchoolYear(year), "last": last}
    return render(request, "schools/passport.html", context)


def _form(request: HttpRequest, passport: SocialPassport, last: SocialPassport) -> PassportForm:
    """Bound to what was sent; «Взять прошлогодние» fills the fields that are empty and stores nothing."""
    questions = list(PassportQuestion.objects.visible_to(request.user).asked())
    known = {"questions": questions, "last": last.values, "reasons": passport.reasons}
    stored = as_initial(passport.values) | {"version": passport.version}
    if "take_last" in request.POST:
        typed = {name: value for name, value in request.POST.dict().items() if value}
        return PassportForm(initial=as_initial(last.values) | typed, **known)
    return PassportForm(request.POST or None, initial=stored, is_draft="submit" not in request.POST, **known)


def _version_now(passport: SocialPassport) -> int:
    """After a refusal the newest version: sent again, what stands in the fields is a decision."""
    return SocialPassport.objects.filter(pk=passport.pk).values_list("version", flat=True).first() or 0
