"""The questionnaire of the self-assessment, edited in the browser; each saving makes a version."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from config.access import require
from config.forms import attempt
from schools import services
from schools.forms import QuestionnaireForm
from schools.models import Questionnaire
from schools.permissions import can_edit_questions, takes_part
from schools.risks import Content


@require_http_methods(["GET", "POST"])
def questionnaire(request: HttpRequest) -> HttpResponse:
    require(can_edit_questions(request.user))
    newest = Questionnaire.objects.visible_to(request.user).newest()
    if newest is None:
        raise Http404("Анкеты нет.")
    content = Content.from_dict(newest.content)
    form = QuestionnaireForm(request.POST or None, content=content, initial={"version": newest.version})
    if request.method == "POST" and (saved := attempt(form, services.save_questionnaire, by=request.user)):
        is_new = saved.pk != newest.pk
        said = f"Сохранена редакция {saved.version}." if is_new else "Ничего не изменилось: редакция прежняя."
        messages.success(request, said)
        return redirect("schools:questionnaire")
    context = {"form": form, "newest": newest, "sees_register": takes_part(request.user)}
    return render(request, "schools/questionnaire.html", context)
