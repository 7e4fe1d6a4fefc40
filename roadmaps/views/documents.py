"""Output documents: the register, attaching, a newer version, the review."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock, files
from config.access import require
from config.lists import show_list
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.filters import ProofFilter
from roadmaps.forms import AttachForm, RemarkForm, ReplaceForm
from roadmaps.models import Checkpoint, OutputDocument, Proof
from roadmaps.proofs import Proofs, asked, likely_kind, proofs_of, tag_of
from roadmaps.services.documents import other_documents, other_points
from roadmaps.tables import ProofTable
from roadmaps.views.answers import attempt
from roadmaps.views.fetching import fetch_checkpoint

ATTACHED = "Документ приложен, его проверит куратор школы или специалист."
SHOWN = (
    "checkpoint__due_on", "checkpoint__activity__text", "checkpoint__activity__roadmap__title",
    "checkpoint__school__short_name", "document__kind", "document__number", "document__dated_on", "document__version",
    "document__added_at", "document__file__name",
)  # fmt: skip


def fetch_proof(request: HttpRequest, pk: int) -> Proof:
    rows = Proof.objects.visible_to(request.user).select_related(
        "document__file", "checkpoint__activity__roadmap", "checkpoint__school"
    )
    return get_object_or_404(rows.defer("checkpoint__activity__roadmap__approved_text"), pk=pk)


@require_GET
def show_documents(request: HttpRequest) -> HttpResponse:
    require(may.can_see_plans(request.user))
    rows = Proof.objects.visible_to(request.user).select_related(
        "document__file", "checkpoint__activity__roadmap", "checkpoint__school"
    )
    return show_list(
        request,
        queryset=rows.only("status", "comment", *SHOWN),
        table_class=ProofTable,
        filter_class=ProofFilter,
        template="roadmaps/documents.html",
    )


@require_http_methods(["GET", "POST"])
def attach_document(request: HttpRequest, pk: int) -> HttpResponse:
    checkpoint, user = fetch_checkpoint(request, pk), request.user
    require(may.can_attach(user, checkpoint))
    form = AttachForm(
        request.POST or None,
        request.FILES or None,
        initial={"kind": likely_kind(checkpoint)},
        today=clock.today(),
        others=other_points(checkpoint, by=user),
        documents=other_documents(checkpoint, by=user),
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        attempt(request, services.attach, checkpoint, given.pop("file"), success=ATTACHED, **given)
        return redirect("roadmaps:checkpoint", pk)
    return render(request, "roadmaps/attach.html", {"form": form, "checkpoint": checkpoint, "ask": asked(checkpoint)})


@require_http_methods(["GET", "POST"])
def replace_document(request: HttpRequest, pk: int) -> HttpResponse:
    proof = fetch_proof(request, pk)
    require(may.can_replace(request.user, proof))
    old = proof.document
    initial = {"kind": old.kind, "number": old.number, "dated_on": old.dated_on}
    form = ReplaceForm(request.POST or None, request.FILES or None, initial=initial, today=clock.today())
    if form.is_valid():
        given = dict(form.cleaned_data)
        attempt(request, services.replace, proof, given.pop("file"), success="Новая версия приложена.", **given)
        return redirect("roadmaps:checkpoint", proof.checkpoint_id)
    return render(request, "roadmaps/replace.html", {"form": form, "proof": proof})


@require_POST
def accept_document(request: HttpRequest, pk: int) -> HttpResponse:
    proof = fetch_proof(request, pk)
    require(may.can_review_proof(request.user, proof))
    attempt(request, services.accept_document, proof, success="Документ принят.")
    return redirect("roadmaps:checkpoint", proof.checkpoint_id)


@require_http_methods(["GET", "POST"])
def return_document(request: HttpRequest, pk: int) -> HttpResponse:
    proof = fetch_proof(request, pk)
    require(may.can_review_proof(request.user, proof))
    form = RemarkForm(request.POST or None)
    if form.is_valid():
        success = "Документ возвращён с замечанием."
        attempt(request, services.return_document, proof, success=success, **form.cleaned_data)
        return redirect("roadmaps:checkpoint", proof.checkpoint_id)
    cancel_url = reverse("roadmaps:checkpoint", args=[proof.checkpoint_id])
    return render(request, "roadmaps/return_document.html", {"form": form, "proof": proof, "cancel_url": cancel_url})


@require_GET
def download_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof under the name that its author gave it."""
    documents = OutputDocument.objects.visible_to(request.user).select_related("file")
    return files.send(get_object_or_404(documents, pk=pk).file)


def documents_of(checkpoint: Checkpoint, user) -> tuple[list[dict], list[Proof], Proofs]:
    """The current documents with what this person may do with each, the replaced ones, and what all come to."""
    rows = list(checkpoint.proofs.select_related("document__file", "document__added_by", "reviewed_by").order_by("-pk"))
    for row in rows:
        row.checkpoint = checkpoint  # the one at hand, with its activity and roadmap
    current = [
        {
            "proof": row,
            "tag": tag_of(row.status),
            "can_review": may.can_review_proof(user, row),
            "can_replace": may.can_replace(user, row),
        }
        for row in rows
        if row.status != Proof.Status.REPLACED
    ]
    replaced = [row for row in rows if row.status == Proof.Status.REPLACED]
    return current, replaced, proofs_of(checkpoint, rows)
