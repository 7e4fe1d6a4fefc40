"""What the registers may be narrowed by."""

import django_filters as df
from django import forms
from django.db.models import Exists, OuterRef

from config import clock
from config.forms import day_input
from roadmaps.accounts import Accounts
from roadmaps.looks.rows import OPEN, Wish
from roadmaps.models import Activity, Checkpoint, OutputDocument, Party, Proof, Roadmap, Section
from roadmaps.progress import State
from roadmaps.proofs import ProofState
from schools.models import School
from schools.school_year import SchoolYear

YEARS_BACK = 10
STATES = [
    (OPEN, "Не выполнено"),
    (State.OVERDUE, "Просрочено"),
    (State.SOON, "В ближайшие 14 дней"),
    (State.LATER, "Ещё не скоро"),
    (State.DONE, "Выполнено"),
    (State.CANCELLED, "Отменено"),
]


def school_years() -> list[tuple[int, str]]:
    """The next school year, the current one and those before, as choices."""
    current = SchoolYear.of(clock.today()).first
    return [(first, str(SchoolYear(first))) for first in range(current + 1, current - YEARS_BACK, -1)]


class RoadmapFilter(df.FilterSet):
    status = df.ChoiceFilter(label="Состояние", choices=Roadmap.Status, empty_label="Любое")
    whose = df.ChoiceFilter(
        label="Чья",
        empty_label="Все",
        method="of_whom",
        choices=[("municipal", "Муниципальные"), ("school", "Школьные")],
    )
    year = df.ChoiceFilter(label="Учебный год", choices=school_years, empty_label="Все годы", method="in_year")
    template = df.ChoiceFilter(
        label="Образцы", field_name="is_template", empty_label="Все карты", choices=[("True", "Только образцы")]
    )

    class Meta:
        model = Roadmap
        fields: list[str] = []

    def of_whom(self, rows, name, value):
        return rows.filter(school__isnull=value == "municipal")

    def in_year(self, rows, name, value):
        year = SchoolYear(int(value))
        return rows.filter(starts_on__lte=year.end, ends_on__gte=year.start)


def visible(model):
    """The rows of a model that may stand in a filter of this person."""
    return lambda request: model.objects.visible_to(request.user)


def approved_roadmaps(request):
    """Only what was approved has checkpoints."""
    rows = Roadmap.objects.visible_to(request.user).exclude(approved_on=None)
    return rows.defer("approved_text").order_by("-starts_on", "title")


class CheckpointFilter(df.FilterSet):
    """Opens with what is still to be done; asked for one activity or for «Любое», it shows the rest, too."""

    state = df.ChoiceFilter(
        label="Состояние",
        empty_label="Любое",
        method="in_state",
        choices=STATES,
    )
    school = df.ModelChoiceFilter(
        label="Школа", empty_label="Все", queryset=lambda request: School.objects.visible_to(request.user).in_alphabet()
    )
    roadmap = df.ModelChoiceFilter(
        label="Дорожная карта", field_name="activity__roadmap", empty_label="Все", queryset=approved_roadmaps
    )
    documents = df.ChoiceFilter(
        label="Документ",
        empty_label="Любой",
        method="with_documents",
        choices=[(state.value, state.label.capitalize()) for state in ProofState],
    )
    activity = df.ModelChoiceFilter(queryset=visible(Activity), widget=forms.HiddenInput)

    class Meta:
        model = Checkpoint
        fields: list[str] = []

    def __init__(self, data, *args, **options) -> None:
        data = data.copy()
        data.setdefault("state", "" if "activity" in data else OPEN)
        super().__init__(data, *args, **options)

    def in_state(self, rows, name, value):
        """What is still to be done is asked only of roadmaps in force."""
        today = clock.today()
        narrow = {
            OPEN: rows.in_force().open,
            State.OVERDUE: lambda: rows.in_force().overdue(today),
            State.SOON: lambda: rows.in_force().due_soon(today),
            State.LATER: lambda: rows.in_force().not_yet_due(today),
            State.DONE: rows.done,
            State.CANCELLED: lambda: rows.exclude(cancelled_on=None),
        }
        return narrow[value]()

    def with_documents(self, rows, name, value):
        """As on the checkpoint's page: the most urgent of its documents speaks."""
        current = Proof.objects.current().filter(checkpoint=OuterRef("pk"))
        if value == ProofState.MISSING:
            return rows.filter(~Exists(current))
        more_urgent = {"waiting": ["returned"], "accepted": ["returned", "waiting"]}.get(value, [])
        return rows.filter(Exists(current.filter(status=value)), ~Exists(current.filter(status__in=more_urgent)))


class ProofFilter(df.FilterSet):
    """Of the register of documents, a row for each checkpoint that a document proves."""

    MINE = "mine"

    state = df.ChoiceFilter(
        label="Состояние",
        empty_label="Любое",
        method="in_state",
        choices=[(MINE, "Ждут моей проверки"), *Proof.Status.choices],
    )
    kind = df.ChoiceFilter(label="Вид", field_name="document__kind", choices=OutputDocument.Kind, empty_label="Любой")
    school = df.ModelChoiceFilter(
        label="Школа",
        field_name="checkpoint__school",
        empty_label="Все",
        queryset=lambda request: School.objects.visible_to(request.user).in_alphabet(),
    )
    roadmap = df.ModelChoiceFilter(
        label="Дорожная карта",
        field_name="checkpoint__activity__roadmap",
        empty_label="Все",
        queryset=approved_roadmaps,
    )
    since = df.DateFilter(
        label="Приложен с", field_name="document__added_at", lookup_expr="date__gte", widget=day_input()
    )
    until = df.DateFilter(label="по", field_name="document__added_at", lookup_expr="date__lte", widget=day_input())

    class Meta:
        model = Proof
        fields: list[str] = []

    def in_state(self, rows, name, value):
        if value == self.MINE:
            return rows.filter(pk__in=Proof.objects.reviewable_by(self.request.user, clock.today()))
        return rows.filter(status=value)


class PartyFilter(df.FilterSet):
    kind = df.ChoiceFilter(label="Вид", choices=Party.Kind, empty_label="Все")
    account = df.ChoiceFilter(
        label="Учётная запись",
        empty_label="Все",
        method="with_account",
        choices=[
            ("tied", "Связан с учётной записью"),
            ("none", "Без учётной записи"),
            ("match", "Без учётной записи, есть совпадение"),
        ],
    )

    class Meta:
        model = Party
        fields: list[str] = []

    def with_account(self, rows, name, value):
        if value == "tied":
            return rows.exclude(user=None)
        rows = rows.filter(kind=Party.Kind.PERSON, user=None)
        if value == "none":
            return rows
        accounts = Accounts.of(self.request.user.municipality_id)
        return rows.filter(pk__in=[pk for pk, key in rows.values_list("pk", "key") if accounts.like(key)])


class LookFilter(df.FilterSet):
    """What the looks of one roadmap are narrowed by: its rows here, their due days by `wish`.

    A draft has no checkpoints yet, so nothing is asked of schools and states.
    """

    section = df.ModelChoiceFilter(label="Раздел", empty_label="Все", queryset=Section.objects.none())
    responsible = df.ModelChoiceFilter(label="Ответственный", empty_label="Все", queryset=Party.objects.none())
    school = df.ModelChoiceFilter(
        label="Школа", empty_label="Все", queryset=School.objects.none(), method="asked_of_days"
    )
    state = df.ChoiceFilter(label="Состояние", empty_label="Любое", choices=STATES, method="asked_of_days")
    since = df.DateFilter(label="Срок с", widget=day_input(), method="asked_of_days")
    until = df.DateFilter(label="Срок по", widget=day_input(), method="asked_of_days")

    class Meta:
        model = Activity
        fields: list[str] = []

    def __init__(self, data, *, roadmap: Roadmap, request) -> None:
        super().__init__(data, queryset=Activity.objects.filter(roadmap=roadmap), request=request)
        self.filters["section"].queryset = roadmap.sections.exclude(title="")
        self.filters["responsible"].queryset = (
            Party.objects.filter(activities__roadmap=roadmap).distinct().order_by("name", "pk")
        )
        if roadmap.approved_on:
            points = Checkpoint.objects.filter(activity__roadmap=roadmap).of_schools_seen_by(request.user)
            schools = School.objects.filter(pk__in=points.values("school"))
            self.filters["school"].queryset = schools.in_alphabet()
        else:
            del self.filters["school"], self.filters["state"]

    def asked_of_days(self, rows, name, value):
        """Rows stay; which of their days fit is for `wish`."""
        return rows

    @property
    def wish(self) -> Wish:
        """What is asked of the due days; wants a valid form."""
        asked = self.form.cleaned_data
        school = asked.get("school")
        return Wish(school and school.pk, asked.get("state") or "", asked["since"], asked["until"])
