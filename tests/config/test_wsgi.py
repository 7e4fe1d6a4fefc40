"""The door: what no middleware sees, because the request cannot even be made of it."""

import pytest
from django.test import RequestFactory

from config.wsgi import application

pytestmark = pytest.mark.django_db  # a request looks at open connections, whatever it asks for


@pytest.mark.parametrize("charset", ["UTF-8", "klingon", "base64", "punycode", "undefined", '"', ""])
@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_strange_charset_breaks_nothing(content_type, charset):
    environ = RequestFactory()._base_environ(
        PATH_INFO="/livez", QUERY_STRING="q=%D1%8F", CONTENT_TYPE=f"{content_type}; Charset={charset}"
    )
    statuses = []
    application(environ, lambda status, headers, *rest: statuses.append(status)).close()
    assert statuses == ["200 OK"]
