"""Passports of all schools side by side: on the page, in a workbook, as a blank."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from config.access import require
from config.files import attachment
from config.lists import XLSX
from schools.models import PassportQuestion, School, SocialPassport
from schools.permissions import can_edit_questions, can_import_passports, can_see_summary
from schools.school_year import SchoolYear
from schools.sheets import blank_book, summary_book
from schools.summary import STATES, Summary, in_order, summarize
from schools.views.passports import PASSPORT_YEARS_BACK


@require_GET
def passports(request: HttpRequest) -> HttpResponse:
    require(can_see_summary(request.user))
    year, state = _asked_year(request), request.GET.get("state", "")
    if state and state not in STATES:
        raise Http404("Нет такого состояния.")
    summary = _summary(request, year)
    rows = [row for row in summary.rows if state in ("", row.state)]
    sort = request.GET.get("sort", "")
    if sort:
        if sort.removeprefix("-") not in {question.code for question in summary.questions}:
            raise Http404("Нет такого столбца.")
        rows = in_order(rows, summary.questions, sort)
    if export := request.GET.get("export"):
        if export != "xlsx":
            raise Http404("Нет такого вида выгрузки.")
        shown = Summary(summary.questions, tuple(rows), summary.totals, summary.counts)
        return attachment(summary_book(shown), name=f"Социальные паспорта {year.first}.xlsx", content_type=XLSX)
    context = {
        "summary": summary,
        "rows": rows,
        "year": year,
        "years": passport_years(),
        "state": state,
        "states": [(key, word, summary.counts[key]) for key, (_, word) in STATES.items()],
        "sort": sort,
        "can_edit": can_edit_questions(request.user),
        "can_import": can_import_passports(request.user),
    }
    return render(request, "schools/passports.html", context)


@require_GET
def passport_blank(request: HttpRequest) -> HttpResponse:
    """«Скачать бланк»: a workbook to be filled in and imported."""
    require(can_import_passports(request.user))
    questions = list(PassportQuestion.objects.visible_to(request.user).asked())
    schools = list(School.objects.visible_to(request.user).open().in_alphabet())
    return attachment(blank_book(questions, schools), name="Бланк социальных паспортов.xlsx", content_type=XLSX)


def passport_years() -> list[SchoolYear]:
    """The years whose passports are filled in, the newest first."""
    first = SchoolYear.of(clock.today()).first
    return [SchoolYear(first - back) for back in range(PASSPORT_YEARS_BACK + 1)]


def _asked_year(request: HttpRequest) -> SchoolYear:
    years = passport_years()
    asked = request.GET.get("year", str(years[0].first))
    found = next((year for year in years if str(year.first) == asked), None)
    if found is None:
        raise Http404("Паспортов этого года нет.")
    return found


def _summary(request: HttpRequest, year: SchoolYear) -> Summary:
    """Three statements: questions that are asked or were answered this year, schools, passports."""
    schools = School.objects.visible_to(request.user).open().in_alphabet()
    found = SocialPassport.objects.visible_to(request.user).filter(year=year.first)
    passports = {passport.school_id: passport for passport in found}
    answered = {code for passport in passports.values() for code in passport.values}
    questions = [
        question
        for question in PassportQuestion.objects.visible_to(request.user).in_order()
        if not question.is_retired or question.code in answered
    ]
    return summarize(questions, schools, passports)
