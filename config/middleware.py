"""What surrounds every request: one transaction, and plain answers to addresses nobody can mean."""

import logging
from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotFound
from django.template.loader import render_to_string

log = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]

OUTSIDE_TRANSACTIONS = ("/livez",)


class TransactionMiddleware:
    """Open one transaction around the whole request.

    Sessions, messages and the view share it. It is rolled back when the view raised (404 and 403 too) or the answer
    is a 5xx. ATOMIC_REQUESTS would wrap the view alone, and row-level security needs the user's lookup inside, too.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in OUTSIDE_TRANSACTIONS:
            return self.get_response(request)
        try:
            with transaction.atomic():
                response = self.get_response(request)
                if getattr(request, "view_raised", False) or response.status_code >= 500:
                    transaction.set_rollback(True)
        except OperationalError:
            return busy()
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Remember it: the page that reports the error still needs a working transaction.

        Two requests that wait for each other are no fault of the page: whoever lost tries again.
        """
        request.view_raised = True  # type: ignore[attr-defined]
        return busy() if isinstance(exception, OperationalError) else None


def busy() -> HttpResponse:
    log.exception("The database does not answer, or not now")
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "10"})


class SignInMiddleware(LoginRequiredMiddleware):
    """Ask for a signed-in person, but not where nobody is asked: a page for everybody must not touch the session."""

    def process_view(self, request: HttpRequest, view_func, view_args, view_kwargs) -> HttpResponse | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


def unreadable_address_middleware(get_response: Handler) -> Handler:
    """Answer 404 to addresses and parameters that PostgreSQL could not even store (NUL, halves of surrogates).

    A browser sends no cookies like that: 400.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        texts = [request.path, *request.GET.keys(), *(v for values in request.GET.lists() for v in values[1])]
        if not all(map(_is_storable, texts)):
            return HttpResponseNotFound(render_to_string("404.html"))
        if not all(map(_is_storable, request.COOKIES.values())):
            return HttpResponseBadRequest(render_to_string("400.html"))
        return get_response(request)

    return handle


def _is_storable(text: str) -> bool:
    if "\x00" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
