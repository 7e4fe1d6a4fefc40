"""Passports of many schools from one table."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config.access import require
from config.templatetags.opora import plural
from schools import services
from schools.forms import PassportImportForm
from schools.importers.passports import PassportTable, read_passports
from schools.importers.sheet import TableRefused
from schools.jumps import jumps
from schools.mappings import school_names
from schools.models import PassportQuestion, SocialPassport
from schools.permissions import can_import_passports
from schools.views.summary import passport_years

MOST_SHOWN = 200  # errors on the page
MOST_JUMPS = 5


@require_http_methods(["GET", "POST"])
def import_passports(request: HttpRequest) -> HttpResponse:
    """All or nothing, unless the person asks for the schools without errors."""
    require(can_import_passports(request.user))
    form = PassportImportForm(request.POST or None, request.FILES or None, years=passport_years())
    table = _read(request, form) if form.is_valid() else None
    if table and table.values and (form.cleaned_data["only_good"] or not table.errors):
        return _take(request, form.cleaned_data["year"], table)
    if table and not table.values and not table.errors:
        form.add_error("file", "В таблице нет ни одной школы.")
    errors = table.errors if table else []
    context = {"form": form, "errors": errors[:MOST_SHOWN], "errors_count": len(errors)}
    if table:
        context["good_count"] = len(table.values)
    return render(request, "schools/import_passports.html", context)


def _read(request: HttpRequest, form: PassportImportForm) -> PassportTable | None:
    names = school_names(request.user.municipality_id)
    questions = list(PassportQuestion.objects.visible_to(request.user).asked())
    try:
        return read_passports(form.cleaned_data["file"], questions, names)
    except TableRefused as refusal:
        form.add_error("file", str(refusal))
        return None


def _take(request: HttpRequest, year: int, table: PassportTable) -> HttpResponse:
    count = services.import_passports(year, table.values, by=request.user)
    messages.success(request, f"Загружены паспорта: {plural(count, 'школа,школы,школ')}.")
    if asked := _jumps(request, year, table.values):
        more = f" И ещё {len(asked) - MOST_JUMPS}." if len(asked) > MOST_JUMPS else ""
        messages.warning(request, f"Проверьте числа, которые сильно изменились. {' '.join(asked[:MOST_JUMPS])}{more}")
    return redirect(f"{reverse('schools:passports')}?year={year}")


def _jumps(request: HttpRequest, year: int, values: Mapping[int, Mapping]) -> list[str]:
    questions = list(PassportQuestion.objects.visible_to(request.user).asked())
    titles = {question.code: question.title for question in questions}
    last = SocialPassport.objects.filter(school__in=values, year=year - 1).select_related("school")
    return [
        f"{passport.school}, «{titles[code]}». {said}"
        for passport in last
        for code, said in jumps(questions, passport.values, values[passport.school_id]).items()
    ]
