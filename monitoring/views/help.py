"""«Помощь»: a page for each role."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from schools.roles import Role


@require_GET
def help_page(request: HttpRequest, role: str = "") -> HttpResponse:
    """The person's own page; another role's page where one is named."""
    if role and role not in Role.values:
        raise Http404
    shown = Role(role or request.user.role)
    context = {"shown": shown, "roles": Role.choices, "page": f"monitoring/help/{shown.value}.html"}
    return render(request, "monitoring/help.html", context)
