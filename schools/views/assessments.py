"""The self-assessment of a school: the register, what was answered and why it means what it means, the forms."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.access import require
from config.forms import attempt
from schools import permissions as may
from schools import services
from schools.assessment_register import register
from schools.forms import AssessmentForm, VerifyForm
from schools.models import Questionnaire, School, SelfAssessment
from schools.risks import Content
from schools.school_year import SchoolYear
from schools.views.schools import RISK_TAGS

STATES = {"draft": ("soon", "черновик"), "submitted": ("idle", "сдана"), "verified": ("done", "подтверждена куратором")}
YEARS_BACK = 1


@require_GET
def assessments(request: HttpRequest) -> HttpResponse:
    """Who has filled in, who has not, and which risks are high: all schools that the person sees."""
    require(may.takes_part(request.user))
    years = [SchoolYear(SchoolYear.of(clock.today()).first - back) for back in range(YEARS_BACK + 1)]
    asked = request.GET.get("year", str(years[0].first))
    year = next((year for year in years if str(year.first) == asked), None)
    if year is None:
        raise Http404("Самооценок этого года нет.")
    rows = register(request.user, year.first)
    context = {"rows": rows, "year": year, "years": years, "filled_count": sum(row.is_filed for row in rows)}
    context["can_edit"] = may.can_edit_questions(request.user)
    return render(request, "schools/assessments.html", context)


@require_GET
def assessment(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """What the school answered, what the curator corrected, and the risks that follow."""
    school, row = _fetch(request, pk, year)
    require(may.takes_part(request.user))
    if row is None or (row.state == "draft" and not may.can_fill_assessment(request.user, school)):
        raise Http404("Самооценку ещё не сдали.")
    content = Content.from_dict(row.questionnaire.content)
    context = {
        "school": school,
        "row": row,
        "year": SchoolYear(year),
        "tag": STATES[row.state],
        "groups": _answers(content, row),
        "risks": [(risk, RISK_TAGS[risk.significance]) for risk in _sorted(row.risks.all())],
        "can_fill": may.can_fill_assessment(request.user, school) and row.state != "verified",
        "can_verify": may.can_verify_assessment(request.user, school, clock.today()) and row.submitted_at,
    }
    return render(request, "schools/assessment.html", context)


@require_http_methods(["GET", "POST"])
def edit_assessment(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    school, row = _fetch(request, pk, year)
    require(may.can_fill_assessment(request.user, school))
    if row and row.state == "verified":
        return redirect("schools:assessment", pk, year)
    questionnaire = row.questionnaire if row else Questionnaire.objects.visible_to(request.user).newest()
    if questionnaire is None:
        raise Http404("Анкеты нет.")
    submit = "submit" in request.POST
    initial = {**row.answers, "version": row.version} if row else None
    content = Content.from_dict(questionnaire.content)
    form = AssessmentForm(request.POST or None, content=content, is_draft=not submit, initial=initial)
    if request.method == "POST":
        if attempt(form, services.save_assessment, school, year, by=request.user, submit=submit):
            messages.success(request, "Самооценка сдана." if submit else "Черновик сохранён. Сдать его можно позже.")
            return redirect("schools:assessment", pk, year) if submit else redirect(request.path)
        form.data = {**form.data.dict(), "version": _version_now(school, year)}
    context = {"form": form, "school": school, "year": SchoolYear(year), "row": row}
    return render(request, "schools/edit_assessment.html", context)


@require_http_methods(["GET", "POST"])
def verify_assessment(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    school, row = _fetch(request, pk, year)
    require(may.can_verify_assessment(request.user, school, clock.today()))
    if row is None or not row.submitted_at:
        raise Http404("Самооценку ещё не сдали.")
    known = {"content": Content.from_dict(row.questionnaire.content), "answers": row.answers, "today": clock.today()}
    form = VerifyForm(request.POST or None, initial=_verified_before(row), **known)
    if request.method == "POST":
        if attempt(form, services.verify_assessment, row, by=request.user):
            messages.success(request, "Самооценка подтверждена, рисковый профиль пересчитан.")
            return redirect("schools:assessment", pk, year)
        form.data = {**form.data.dict(), "version": _version_now(school, year)}
    context = {"form": form, "school": school, "year": SchoolYear(year), "row": row}
    return render(request, "schools/verify_assessment.html", context)


def _fetch(request: HttpRequest, pk: int, year: int) -> tuple[School, SelfAssessment | None]:
    """The school and its self-assessment of that year; a year that is not asked about is 404."""
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    current = SchoolYear.of(clock.today()).first
    if not current - YEARS_BACK <= year <= current:
        raise Http404("Самооценок этого года нет.")
    rows = school.assessments.select_related("questionnaire", "filled_by", "verified_by")
    return school, rows.filter(year=year).first()


def _verified_before(row: SelfAssessment) -> dict:
    initial = {"version": row.version, "visited_on": row.visited_on or clock.today()}
    for code in row.answers if row.verified_by_id else ():
        one = row.corrections.get(code)
        initial[f"said-{code}"] = one["answer"] if one else "ok"
        initial[f"note-{code}"] = one["note"] if one else ""
    return initial


def _answers(content: Content, row: SelfAssessment) -> list[tuple]:
    """By risk: the question, the school's answer, what the curator found instead, the note."""
    groups = []
    for risk, asked in content.groups():
        lines = []
        for question in asked:
            options, one = content.options(question), row.corrections.get(question.code)
            said = options[row.answers[question.code]].text if question.code in row.answers else ""
            lines.append((question.text, said, options[one["answer"]].text if one else "", one["note"] if one else ""))
        groups.append((risk.title, lines))
    return groups


def _sorted(risks) -> list:
    return sorted(risks, key=lambda risk: (list(RISK_TAGS).index(risk.significance), risk.name))


def _version_now(school: School, year: int) -> int:
    return school.assessments.filter(year=year).values_list("version", flat=True).first() or 0
