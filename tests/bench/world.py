"""What the measured pages show: an approved roadmap with its schools, and a person who is signed in."""

from datetime import date
from http.cookies import SimpleCookie

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from roadmaps import services
from roadmaps.importers import ReadActivity, ReadOrder, ReadSection, ReadStamp, RoadmapReading
from roadmaps.models import Roadmap
from schools.models import Municipality, User
from schools.roles import Role
from tests.schools.factories import MunicipalityFactory, SchoolFactory, SupportStatusFactory, UserFactory

DEADLINES = ("сентябрь 2026 г.", "до 25 декабря 2026 г.", "по полугодиям", "в течение учебного года", "апрель 2027 г.")


def roadmap_of(count: int) -> Roadmap:
    """An approved roadmap of `count` activities in four sections; every fifth falls to five supported schools."""
    municipality: Municipality = MunicipalityFactory()
    for _ in range(5):
        SupportStatusFactory(school=SchoolFactory(municipality=municipality))
    SchoolFactory.create_batch(55, municipality=municipality)
    specialist, head = (UserFactory(municipality=municipality, role=role) for role in (Role.SPECIALIST, Role.HEAD))
    roadmap = services.create_from_reading(_reading(count), by=specialist)
    services.submit(roadmap, by=specialist)
    services.approve(roadmap, by=head, order_number="1-о", on=date(2026, 9, 1))
    return roadmap


def _reading(count: int) -> RoadmapReading:
    rows = tuple(
        ReadActivity(
            number=f"{place}.",
            text=f"Разбор результатов проверочных работ и план занятий с отстающими, часть {place}",
            deadline_text=DEADLINES[place % len(DEADLINES)],
            responsible_text="руководители школ" if place % 5 == 0 else f"Ветрова А.И., Лунёв Б.К{place % 7}.",
            result="Справка с выводами по каждой школе",
            output_documents=("Справка",),
        )
        for place in range(1, count + 1)
    )
    quarter = max(1, count // 4)
    sections = tuple(
        ReadSection(f"Раздел {start // quarter + 1}", rows[start : start + quarter])
        for start in range(0, count, quarter)
    )
    return RoadmapReading(
        order=ReadOrder(),
        stamp=ReadStamp(),
        title="Дорожная карта поддержки школ",
        goal="Помочь школам",
        tasks=(),
        target_groups=(),
        expected_results=(),
        indicators=(),
        schools=(),
        period=(date(2026, 8, 1), date(2027, 8, 31)),
        columns=(),
        sections=sections,
        doubts=(),
        table_doubts=(),
        unplaced=(),
        source=(),
        heading=(0, 0),
    )


def signed_in():
    """Give a maker of getters: each is a WSGI application of its own settings, all with the same session."""
    user = User.objects.get(role=Role.SPECIALIST)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: session.session_key})

    def application(overrides: dict):
        with override_settings(**overrides):
            answer = WSGIHandler()

        def get(path: str) -> HttpResponse:
            """Answer as to a browser, which sends back the cookies it was given."""
            header = cookies.output(attrs=[], header="", sep=";")
            response = answer(RequestFactory().get(path, HTTP_COOKIE=header).environ, lambda status, headers: None)
            cookies.update(response.cookies)
            response.close()
            return response

        return get

    return application
