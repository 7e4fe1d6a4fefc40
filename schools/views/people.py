"""People and parameters of the municipality; everybody's own account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from config.access import require
from config.forms import attempt
from config.lists import show_list
from schools import services
from schools.filters import PersonFilter
from schools.forms import ChangedPersonForm, ParametersForm, PersonForm, PhoneForm
from schools.models import Municipality, School, User
from schools.permissions import can_edit_parameters, can_edit_people
from schools.tables import PersonTable


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    require(can_edit_people(request.user))
    return show_list(
        request,
        queryset=User.objects.visible_to(request.user).select_related("school"),
        table_class=PersonTable,
        filter_class=PersonFilter,
        template="schools/people.html",
    )


@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    require(can_edit_people(request.user))
    form = PersonForm(request.POST or None, schools=School.objects.visible_to(request.user))
    if request.method == "POST" and (person := attempt(form, services.add_person, by=request.user)):
        messages.success(request, f"Учётная запись открыта. Письмо со ссылкой для пароля уйдёт на {person.email}.")
        return redirect("schools:people")
    return render(request, "schools/person.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    require(can_edit_people(request.user))
    schools = School.objects.visible_to(request.user)
    form = ChangedPersonForm(request.POST or None, instance=person, schools=schools, by=request.user)
    if request.method == "POST" and attempt(form, services.change_person, person, by=request.user):
        messages.success(request, f"Сохранено: {person.full_name}.")
        return redirect("schools:people")
    return render(request, "schools/person.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
def parameters(request: HttpRequest) -> HttpResponse:
    require(can_edit_parameters(request.user))
    municipality = get_object_or_404(Municipality, pk=request.user.municipality_id)
    form = ParametersForm(request.POST or None, instance=municipality)
    if request.method == "POST" and attempt(form, services.save_parameters, municipality, by=request.user):
        messages.success(request, "Сведения о муниципалитете сохранены.")
        return redirect("schools:parameters")
    return render(request, "schools/parameters.html", {"form": form})


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """«Моя учётная запись»: who I am here; the phone is one's own to change."""
    form = PhoneForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        services.change_own_phone(request.user, form.cleaned_data["phone"])
        messages.success(request, "Телефон сохранён.")
        return redirect("schools:account")
    return render(request, "schools/account.html", {"form": form})
