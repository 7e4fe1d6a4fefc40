"""«Рекомендуемые мероприятия по рискам школы»: ticked, they become rows of the school's draft."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from config.access import require
from config.templatetags.opora import plural
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.forms import RecommendForm
from roadmaps.recommended import offered
from roadmaps.views.plans import fetch
from roadmaps.views.rows import table_url

RISK_TAGS = {"high": "late", "medium": "soon", "low": "idle"}


@require_http_methods(["GET", "POST"])
def take_recommended(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    if roadmap.school_id is None:
        raise Http404("У муниципальной карты нет рисков школы.")
    require(may.can_edit(request.user, roadmap))
    risks = offered(roadmap)
    form = RecommendForm(request.POST or None, roadmap=roadmap, offered=risks)
    if form.is_valid():
        try:
            added = services.take_recommended(roadmap, by=request.user, **form.cleaned_data)
        except services.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            said = plural(len(added), "мероприятие добавлено,мероприятия добавлены,мероприятий добавлено")
            messages.success(request, f"Готово: {said}. Проверьте сроки и ответственных; добавленное можно отменить.")
            return redirect(table_url(roadmap.pk, added[0]))
    groups = [(one, RISK_TAGS[one.risk.significance]) for one in risks]
    return render(request, "roadmaps/recommended.html", {"roadmap": roadmap, "form": form, "groups": groups})
