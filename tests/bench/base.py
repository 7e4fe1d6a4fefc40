"""The page to measure against: signed in, 40 rows from one hand-written query, nothing else."""

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
QUERY = """
    SELECT a.number, a.text, a.deadline_text, a.result, a.output_documents,
           (SELECT string_agg(p.name, ', ' ORDER BY r.position)
              FROM roadmaps_responsibility r JOIN roadmaps_party p ON p.id = r.party_id
             WHERE r.activity_id = a.id)
      FROM roadmaps_activity a JOIN roadmaps_section s ON s.id = a.section_id
     WHERE a.roadmap_id = %s
     ORDER BY s.position, a.position
"""
PAGE = """<!doctype html><html lang="ru"><title>{{ user.last_name }}</title><table>
{% for row in rows %}<tr><td>{{ row.number }}</td><td>{{ row.text }}</td><td>{{ row.deadline }}</td>
<td>{{ row.people }}</td><td>{{ row.result }}</td><td>{{ row.document }}</td></tr>{% endfor %}</table></html>"""
COLUMNS = ("number", "text", "deadline", "result", "document", "people")


@login_required
def page(request: HttpRequest, pk: int) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [pk])
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]
    return HttpResponse(template.render(Context({"rows": rows, "user": request.user})))


template = Engine().from_string(PAGE)
urlpatterns = [path("roadmaps/<int:pk>/", page)]
