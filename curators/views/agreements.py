"""Agreements of base schools with supported ones, and addressed recommendations."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.access import require
from config.forms import attempt
from config.lists import show_list
from curators import services
from curators.filters import AgreementFilter, RecommendationFilter
from curators.forms import AgreementForm, CompletionForm, RecommendationForm
from curators.models import Agreement, Recommendation
from curators.permissions import (
    can_complete_recommendation,
    can_look_after,
    can_record_agreement,
    can_see_work,
    schools_in_care,
)
from curators.tables import AgreementTable, RecommendationTable
from curators.views.choices import asked_school
from schools.models import School

LONGEST_SUBJECT = Agreement._meta.get_field("subject").max_length


@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    require(can_see_work(request.user))
    return show_list(
        request,
        queryset=Agreement.objects.visible_to(request.user).select_related("school", "base_school"),
        table_class=AgreementTable,
        filter_class=AgreementFilter,
        template="curators/agreements.html",
        extra={"can_add": can_record_agreement(request.user)},
    )


@require_http_methods(["GET", "POST"])
def add_agreement(request: HttpRequest) -> HttpResponse:
    require(can_record_agreement(request.user))
    today = clock.today()
    schools = School.objects.visible_to(request.user).open()
    initial = {
        "school": asked_school(request, schools),
        "base_school": asked_school(request, schools.filter(is_base=True), "base_school"),
        "subject": request.GET.get("subject", "")[:LONGEST_SUBJECT],
        "signed_on": today,
    }
    form = AgreementForm(request.POST or None, schools=schools, today=today, initial=initial)
    if request.method == "POST" and attempt(form, services.record_agreement, by=request.user):
        messages.success(request, "Договор записан.")
        return redirect("curators:agreements")
    return render(request, "curators/agreement_form.html", {"form": form})


@require_GET
def recommendations(request: HttpRequest) -> HttpResponse:
    require(can_see_work(request.user))
    return show_list(
        request,
        queryset=Recommendation.objects.visible_to(request.user).select_related("school", "given_by"),
        table_class=RecommendationTable,
        filter_class=RecommendationFilter,
        template="curators/recommendations.html",
        extra={"can_add": can_look_after(request.user, clock.today())},
    )


@require_http_methods(["GET", "POST"])
def add_recommendation(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    schools = schools_in_care(request.user, today)
    require(schools.exists())
    initial = {"school": asked_school(request, schools), "given_on": today}
    form = RecommendationForm(request.POST or None, schools=schools, today=today, initial=initial)
    if request.method == "POST" and attempt(form, services.recommend, by=request.user):
        messages.success(request, "Рекомендация записана.")
        return redirect("curators:recommendations")
    return render(request, "curators/recommendation_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def complete_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Recommendation.objects.visible_to(request.user).select_related("school", "given_by")
    recommendation = get_object_or_404(rows, pk=pk)
    require(can_complete_recommendation(request.user, recommendation))
    today = clock.today()
    form = CompletionForm(request.POST or None, today=today, initial={"done_on": today})
    if request.method == "POST" and attempt(form, services.complete, recommendation, by=request.user):
        messages.success(request, "Рекомендация отмечена выполненной.")
        return redirect("curators:recommendations")
    return render(request, "curators/complete_recommendation.html", {"form": form, "recommendation": recommendation})
