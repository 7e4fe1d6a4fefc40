"""The public page that tells whether a sheet of paper is an order."""

import hashlib
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from reports.forms import CompareForm
from reports.models import Order


@login_not_required
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, check_key: UUID) -> HttpResponse:
    """Number, date, heading, department and hash of a signed order; a PDF dropped here is compared and not kept."""
    order = get_object_or_404(
        Order.objects.signed().select_related("municipality", "pdf").defer("content"), check_key=check_key
    )
    form = CompareForm(request.POST, request.FILES) if request.method == "POST" else CompareForm()
    context = {"order": order, "form": form, "compared": None}
    if request.method == "POST" and form.is_valid():
        context["compared"] = bool(order.pdf) and _sha256(form.cleaned_data["file"]) == order.pdf.sha256
    return render(request, "reports/check_order.html", context)


def _sha256(upload) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
