"""The list of questions of the passport, edited in the browser."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config.access import require
from config.forms import attempt
from schools import services
from schools.forms import QuestionForm
from schools.models import PassportQuestion
from schools.permissions import can_edit_questions, can_see_summary

STEPS = {"-1": -1, "1": 1}


@require_GET
def passport_questions(request: HttpRequest) -> HttpResponse:
    require(can_edit_questions(request.user))
    rows = list(PassportQuestion.objects.visible_to(request.user).in_order())
    context = {
        "asked": [row for row in rows if not row.is_retired],
        "retired": [row for row in rows if row.is_retired],
        "sees_register": can_see_summary(request.user),
    }
    return render(request, "schools/questions.html", context)


@require_http_methods(["GET", "POST"])
def add_passport_question(request: HttpRequest) -> HttpResponse:
    require(can_edit_questions(request.user))
    return _edit(request, PassportQuestion(municipality_id=request.user.municipality_id))


@require_http_methods(["GET", "POST"])
def edit_passport_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(PassportQuestion.objects.visible_to(request.user), pk=pk)
    require(can_edit_questions(request.user))
    return _edit(request, question)


def _edit(request: HttpRequest, question: PassportQuestion) -> HttpResponse:
    is_answered = bool(question.pk) and PassportQuestion.objects.answered().filter(pk=question.pk).exists()
    form = QuestionForm(request.POST or None, instance=question, is_answered=is_answered)
    if request.method == "POST" and attempt(form, services.save_question, question, by=request.user):
        messages.success(request, "Вопрос сохранён.")
        return redirect("schools:passport_questions")
    return render(request, "schools/question.html", {"form": form, "question": question})


@require_POST
def move_passport_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(PassportQuestion.objects.visible_to(request.user), pk=pk)
    require(can_edit_questions(request.user))
    if request.POST.get("step") not in STEPS:
        raise Http404("Нет такого шага.")
    services.move_question(question, by=request.user, step=STEPS[request.POST["step"]])
    return redirect("schools:passport_questions")
