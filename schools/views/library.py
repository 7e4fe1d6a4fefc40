"""The municipality's library: what is recommended against each risk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from config.access import require
from config.forms import attempt
from schools import services
from schools.forms import RecommendedActivityForm
from schools.models import Questionnaire, RecommendedActivity, RiskKind
from schools.permissions import can_edit_questions, can_see_library
from schools.risks import Content


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """By risk; activities of a risk that is no longer asked about stay, a risk without any is named."""
    require(can_see_library(request.user) or can_edit_questions(request.user))
    rows = list(RecommendedActivity.objects.visible_to(request.user).select_related("kind").in_order())
    offered, asked = [row for row in rows if not row.is_retired], _asked(request.user)
    helped = {row.kind_id for row in offered}
    kinds = RiskKind.objects.visible_to(request.user)
    context = {
        "offered": offered,
        "retired": [row for row in rows if row.is_retired],
        "asked": asked,
        "without_help": [kind for kind in kinds if kind.code in asked and kind.pk not in helped],
        "can_edit": can_edit_questions(request.user),
    }
    return render(request, "schools/library.html", context)


def _asked(user) -> set[str]:
    """Codes of the risks that the newest questionnaire asks about."""
    newest = Questionnaire.objects.visible_to(user).newest()
    return {risk.code for risk, _ in Content.from_dict(newest.content).groups()} if newest else set()


@require_http_methods(["GET", "POST"])
def add_recommended(request: HttpRequest) -> HttpResponse:
    require(can_edit_questions(request.user))
    return _edit(request, RecommendedActivity())


@require_http_methods(["GET", "POST"])
def edit_recommended(request: HttpRequest, pk: int) -> HttpResponse:
    activity = get_object_or_404(RecommendedActivity.objects.visible_to(request.user), pk=pk)
    require(can_edit_questions(request.user))
    return _edit(request, activity)


def _edit(request: HttpRequest, activity: RecommendedActivity) -> HttpResponse:
    form = RecommendedActivityForm(request.POST or None, instance=activity, by=request.user)
    if request.method == "POST" and attempt(form, services.save_recommended, activity, by=request.user):
        messages.success(request, "Мероприятие сохранено.")
        return redirect("schools:library")
    return render(request, "schools/recommended.html", {"form": form, "activity": activity})
