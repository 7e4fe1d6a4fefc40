"""How a view asks for a right."""

from django.core.exceptions import PermissionDenied


def require(allowed: bool) -> None:
    """Answer 403 unless the person may do it. Whether the object may be seen at all was decided by `visible_to`."""
    if not allowed:
        raise PermissionDenied
