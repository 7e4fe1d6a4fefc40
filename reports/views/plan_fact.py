"""Plan and fact of an approved roadmap: the page of today, and one's own prints of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from config import clock, files
from config.access import require
from reports import permissions, services
from reports.builders.plan_fact import build
from reports.models import PlanFact
from roadmaps.models import Roadmap

PRINTS_SHOWN = 3


def fetch(request: HttpRequest, pk: int) -> Roadmap:
    """An approved roadmap, if the person may see it; a draft has nothing to compare with."""
    rows = Roadmap.objects.visible_to(request.user).exclude(approved_on=None)
    return get_object_or_404(rows.select_related("municipality", "school").defer("approved_text"), pk=pk)


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    prints = PlanFact.objects.visible_to(request.user).filter(roadmap=roadmap)
    context = {
        "look": "plan_fact",
        "roadmap": roadmap,
        "content": build(roadmap, user=request.user, as_of=clock.today()),
        "prints": prints[:PRINTS_SHOWN],
        "can_print": permissions.can_print_plan_fact(request.user),
    }
    return render(request, "reports/plan_fact.html", context)


@require_POST
def make_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it in the queue and show the progress."""
    roadmap = fetch(request, pk)
    require(permissions.can_print_plan_fact(request.user))
    return redirect("job", services.print_plan_fact(roadmap, by=request.user).pk)


@require_GET
def download_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return files.send(_print(request, pk).pdf)


@require_GET
def download_docx(request: HttpRequest, pk: int) -> HttpResponse:
    return files.send(_print(request, pk).docx)


@require_GET
def download_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    return files.send(_print(request, pk).xlsx)


def _print(request: HttpRequest, pk: int) -> PlanFact:
    return get_object_or_404(PlanFact.objects.visible_to(request.user).select_related("pdf", "docx", "xlsx"), pk=pk)
