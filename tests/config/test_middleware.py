"""One transaction a request; addresses that nobody can mean are not found."""

import pytest
from django.db import OperationalError, connection
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from config.middleware import TransactionMiddleware, unreadable_address_middleware
from schools.models import Municipality
from tests.schools.factories import MunicipalityFactory


def answer(view, path="/x/"):
    """What the middleware makes of a view, told of exceptions the way Django tells it."""

    def get_response(request):
        try:
            return view(request)
        except Exception as error:
            told = middleware.process_exception(request, error)
            return told or HttpResponse(status=404 if isinstance(error, Http404) else 500)

    middleware = TransactionMiddleware(get_response)
    return middleware(RequestFactory().get(path))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("error", "kept"), [(None, 1), (Http404(), 0), (ValueError(), 0), (OperationalError(), 0)])
def test_what_a_failed_view_wrote_is_taken_back(error, kept):
    def view(request):
        MunicipalityFactory()
        if error:
            raise error
        return HttpResponse()

    answer(view)
    assert Municipality.objects.count() == kept


@pytest.mark.django_db(transaction=True)
def test_who_lost_a_wait_for_each_other_is_asked_to_try_again():
    def view(request):
        raise OperationalError("deadlock detected")

    told = answer(view)
    assert (told.status_code, told["Retry-After"]) == (503, "10")
    assert "отправьте ещё раз" in told.text


@pytest.mark.django_db(transaction=True)
def test_the_view_runs_inside_the_transaction_and_the_life_sign_does_not():
    seen = []

    def view(request):
        seen.append(connection.in_atomic_block)
        return HttpResponse()

    answer(view)
    answer(view, "/livez")
    assert seen == [True, False]


@pytest.mark.parametrize("query", ["q=%00", "page=a%00b", "%00=1", "q=%ED%A0%80%00"])
def test_a_parameter_that_cannot_be_stored_is_not_found(query):
    handle = unreadable_address_middleware(lambda request: HttpResponse())
    assert handle(RequestFactory().get("/schools/?" + query)).status_code == 404


def test_half_a_surrogate_is_not_found():
    request = RequestFactory().get("/schools/")
    request.GET = type("Query", (dict,), {"lists": lambda self: [(k, [v]) for k, v in self.items()]})(q="\ud800")
    handle = unreadable_address_middleware(lambda request: HttpResponse())
    assert handle(request).status_code == 404
    request.GET = type(request.GET)(q="школа № 7")
    assert handle(request).status_code == 200


@pytest.mark.parametrize("cookie", [r'session="\000aaaaaaaa"', r'csrf="a\000"; session=aaaaaaaa'])
def test_a_cookie_that_cannot_be_stored_is_refused(cookie):
    handle = unreadable_address_middleware(lambda request: HttpResponse())
    assert handle(RequestFactory().get("/schools/", HTTP_COOKIE=cookie)).status_code == 400
    assert handle(RequestFactory().get("/schools/", HTTP_COOKIE=cookie.replace(r"\000", ""))).status_code == 200
