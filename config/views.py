"""Pages that know no domain: life signs, progress of a job, the demonstration's letter box."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from config import jobs, mail
from config.models import Job


@login_not_required
@require_GET
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_GET
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and is migrated."""
    executor = MigrationExecutor(connection)
    is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return HttpResponse(
        "ok" if is_migrated else "migrations wait", status=200 if is_migrated else 503, content_type="text/plain"
    )


@require_GET
def show_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress of long work; asked again by the page itself until the work is finished."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    if job.status == Job.Status.DONE and job.result_url and not request.htmx:
        return redirect(job.result_url)
    response = render(request, "config/_job.html" if request.htmx else "config/job.html", {"job": job})
    if request.htmx and job.status == Job.Status.DONE and job.result_url:
        response["HX-Redirect"] = job.result_url
    return response


@require_POST
def cancel_job(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    jobs.cancel(job)
    return redirect(job.back_url or settings.LOGIN_REDIRECT_URL)


@login_not_required
@require_GET
def demo_mail(request: HttpRequest) -> HttpResponse:
    """Letters of the demonstration; there is no such page anywhere else."""
    if not settings.DEMO:
        raise Http404
    return render(request, "config/demo_mail.html", {"letters": mail.letters()})
