"""The questionnaire of the self-assessment, edited in the browser; each saving makes a version, all can be read."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from config.access import require
from config.forms import attempt
from schools import scales, services
from schools.forms import QuestionnaireForm
from schools.models import Questionnaire
from schools.permissions import can_edit_questions, can_see_library, takes_part
from schools.questionnaire_changes import changes
from schools.risks import Content


@require_http_methods(["GET", "POST"])
def questionnaire(request: HttpRequest) -> HttpResponse:
    require(can_edit_questions(request.user))
    newest = Questionnaire.objects.visible_to(request.user).newest()
    if newest is None:
        raise Http404("Анкеты нет.")
    form = _form(request, newest)
    if request.method == "POST" and (saved := attempt(form, services.save_questionnaire, by=request.user)):
        is_new = saved.pk != newest.pk
        said = f"Сохранена редакция {saved.version}." if is_new else "Ничего не изменилось: редакция прежняя."
        messages.success(request, said)
        return redirect("schools:questionnaire")
    context = {"form": form, "newest": newest, "sees_register": takes_part(request.user)}
    return render(request, "schools/questionnaire.html", context)


def _form(request: HttpRequest, newest: Questionnaire) -> QuestionnaireForm:
    """Bound to the version that the person saw: what was typed stands where it was typed."""
    seen = newest
    if request.method == "POST":
        versions = Questionnaire.objects.visible_to(request.user)
        seen = next((row for row in versions if str(row.version) == request.POST.get("version")), newest)
    return QuestionnaireForm(
        request.POST or None, content=Content.from_dict(seen.content), initial={"version": seen.version}
    )


@require_GET
def questionnaire_version(request: HttpRequest, pk: int) -> HttpResponse:
    """What a version asked, what it changed in the one before, and how many schools answered by it."""
    require(can_see_library(request.user) or can_edit_questions(request.user))
    rows = Questionnaire.objects.visible_to(request.user)
    version = get_object_or_404(rows.select_related("made_by"), pk=pk)
    content = Content.from_dict(version.content)
    before = rows.filter(version__lt=version.version).newest()
    context = {
        "version": version,
        "groups": [
            (risk, [(question, scales.in_words(content.options(question))) for question in asked])
            for risk, asked in content.groups()
        ],
        "scales": [scales.with_points(options) for options in content.scales.values()],
        "changes": changes(Content.from_dict(before.content), content) if before else [],
        "versions": rows.defer("content").annotate(answered=Count("assessments")).order_by("-version"),
        "can_edit": can_edit_questions(request.user),
        "sees_register": takes_part(request.user),
    }
    return render(request, "schools/questionnaire_version.html", context)
