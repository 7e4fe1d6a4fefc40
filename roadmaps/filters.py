"""What the registers may be narrowed by."""

import django_filters as df
from django import forms

from config import clock
from roadmaps.models import Activity, Checkpoint, Party, Roadmap
from roadmaps.progress import State
from schools.models import School
from schools.school_year import SchoolYear

YEARS_BACK = 10
OPEN = "open"  # late, soon and later together


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
        choices=[
            (OPEN, "Не выполнено"),
            (State.OVERDUE, "Просрочено"),
            (State.SOON, "В ближайшие 14 дней"),
            (State.LATER, "Ещё не скоро"),
            (State.DONE, "Выполнено"),
            (State.CANCELLED, "Отменено"),
        ],
    )
    school = df.ModelChoiceFilter(
        label="Школа", empty_label="Все", queryset=lambda request: School.objects.visible_to(request.user).in_alphabet()
    )
    roadmap = df.ModelChoiceFilter(
        label="Дорожная карта", field_name="activity__roadmap", empty_label="Все", queryset=approved_roadmaps
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


class PartyFilter(df.FilterSet):
    kind = df.ChoiceFilter(label="Вид", choices=Party.Kind, empty_label="Все")

    class Meta:
        model = Party
        fields: list[str] = []
