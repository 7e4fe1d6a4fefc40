"""What the registers of curators may be narrowed by."""

import django_filters as df
from django.db.models import Q

from config import clock
from config.forms import day_input
from curators.models import Agreement, Consultation, Recommendation, Visit
from schools.models import School, User
from schools.school_year import SchoolYear


def visible_schools(request):
    return School.objects.visible_to(request.user).in_alphabet()


def authors(model):
    """People who stand in the rows that the person sees."""

    def choices(request):
        seen = model.objects.visible_to(request.user).order_by().values("curator")
        return User.objects.visible_to(request.user).filter(pk__in=seen).in_alphabet()

    return choices


def school_filter(**options) -> df.ModelChoiceFilter:
    return df.ModelChoiceFilter(label="Школа", empty_label="Все", queryset=visible_schools, **options)


def day_filter(label: str, field: str, lookup: str) -> df.DateFilter:
    return df.DateFilter(label=label, field_name=field, lookup_expr=lookup, widget=day_input())


class AssignmentFilter(df.FilterSet):
    """Of schools, each with its curators of today (`now`, see the view)."""

    school = school_filter(field_name="pk", method="of_school")
    curator = df.ModelChoiceFilter(
        label="Куратор",
        empty_label="Все",
        field_name="now__curator",
        queryset=lambda request: User.objects.visible_to(request.user).may_look_after().in_alphabet(),
    )
    state = df.ChoiceFilter(
        label="Закрепление",
        empty_label="Все школы",
        method="in_state",
        choices=[("listed", "Школы из списков этого года"), ("vacant", "Без куратора"), ("held", "С куратором")],
    )

    class Meta:
        model = School
        fields: list[str] = []

    def of_school(self, rows, name, value):
        return rows.filter(pk=value.pk)

    def in_state(self, rows, name, value):
        year = SchoolYear.of(clock.today()).first
        if value == "listed":
            return rows.filter(pk__in=School.objects.supported(year))
        return rows.filter(now__isnull=value == "vacant")


class VisitFilter(df.FilterSet):
    school = school_filter()
    curator = df.ModelChoiceFilter(label="Куратор", empty_label="Все", queryset=authors(Visit))
    since = day_filter("С", "visited_on", "gte")
    until = day_filter("По", "visited_on", "lte")

    class Meta:
        model = Visit
        fields: list[str] = []


class ConsultationFilter(df.FilterSet):
    school = school_filter()
    curator = df.ModelChoiceFilter(label="Кто провёл", empty_label="Все", queryset=authors(Consultation))
    audience = df.ChoiceFilter(label="Для кого", empty_label="Все", choices=Consultation.Audience)
    since = day_filter("С", "held_on", "gte")
    until = day_filter("По", "held_on", "lte")

    class Meta:
        model = Consultation
        fields: list[str] = []


class AgreementFilter(df.FilterSet):
    """A school on either side of the agreement."""

    school = school_filter(field_name="pk", method="of_school")
    state = df.ChoiceFilter(
        label="Действие", empty_label="Все", method="in_state", choices=[("open", "Действуют"), ("over", "Закончились")]
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def of_school(self, rows, name, value):
        return rows.filter(Q(school=value) | Q(base_school=value))

    def in_state(self, rows, name, value):
        is_open = Q(ends_on=None) | Q(ends_on__gte=clock.today())
        return rows.filter(is_open if value == "open" else ~is_open)


class RecommendationFilter(df.FilterSet):
    school = school_filter()
    audience = df.ChoiceFilter(label="Кому", empty_label="Всем", choices=Recommendation.Audience)
    state = df.ChoiceFilter(
        label="Выполнение", empty_label="Все", method="in_state", choices=[("open", "Ждут"), ("done", "Выполнены")]
    )

    class Meta:
        model = Recommendation
        fields: list[str] = []

    def in_state(self, rows, name, value):
        return rows.filter(done_on__isnull=value == "open")
