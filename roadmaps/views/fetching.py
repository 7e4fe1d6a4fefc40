"""What several pages look up, always among the rows that the person sees."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from roadmaps.models import Checkpoint


def fetch_checkpoint(request: HttpRequest, pk: int) -> Checkpoint:
    rows = Checkpoint.objects.visible_to(request.user).select_related("activity__roadmap", "school")
    return get_object_or_404(rows.defer("activity__roadmap__approved_text"), pk=pk)
