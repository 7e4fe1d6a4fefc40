"""A school's roadmap out of the municipal one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config.access import require
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.forms import school_choices
from roadmaps.forms.deriving import DeriveForm
from roadmaps.services.deriving import concerning
from roadmaps.views.plans import fetch


@require_http_methods(["GET", "POST"])
def derive(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the rows; those that concern the school are marked."""
    roadmap = fetch(request, pk)
    require(may.can_derive(request.user, roadmap))
    own = None if may.can_create_municipal(request.user) else request.user.school
    initial = {"rows": concerning(roadmap, own) or None}
    schools = None if own else school_choices(request.user)
    form = DeriveForm(request.POST or None, roadmap=roadmap, schools=schools, initial=initial)
    if form.is_valid():
        try:
            draft = services.derive(roadmap, by=request.user, **{"school": own, **form.cleaned_data})
        except services.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Черновик школьной карты готов: проверьте сроки и ответственных.")
            return redirect("roadmaps:show", draft.pk)
    context = {"roadmap": roadmap, "form": form, "cancel_url": reverse("roadmaps:show", args=[pk])}
    return render(request, "roadmaps/derive.html", context)
