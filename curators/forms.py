"""What people type about visits, consultations, assignments, agreements and recommendations, checked.

Choices come from what the person may see, so a foreign id is refused by the field itself.
"""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from config.forms import day_input, lines_input, suggesting_input
from curators.models import Agreement, Assignment, Consultation, Recommendation, Visit
from schools.models import School, User
from schools.school_year import SchoolYear

LONGEST_TEXT = 5_000
FARTHEST_DAYS = 3 * 366  # an assignment or an agreement is not planned farther ahead
EARLIEST_DAY = date(2000, 1, 1)
PURPOSES = (
    "Посещение уроков и их разбор",
    "Проверка выполнения дорожной карты",
    "Разбор результатов оценочных процедур",
    "Изучение внутренней системы оценки качества",
    "Помощь молодым учителям",
    "Встреча с управленческой командой",
    "Родительское собрание",
)


class OfSchoolForm(forms.ModelForm):
    """About one of the schools given; the only one is chosen beforehand. `today` bounds what has happened."""

    def __init__(self, *args, schools: QuerySet[School], today: date, **options) -> None:
        super().__init__(*args, **options)
        self.today = today
        field = self.fields["school"]
        field.queryset = schools.in_alphabet()
        field.empty_label = "Выберите школу"
        if not self.initial.get("school") and len(field.queryset) == 1:
            self.initial["school"] = field.queryset[0]

    def check_happened(self, name: str) -> date:
        """Not ahead of today and not before the last school year."""
        day = self.cleaned_data[name]
        first_day = SchoolYear(SchoolYear.of(self.today).first - 1).start
        if day > self.today:
            raise ValidationError("Эта дата ещё не наступила.")
        if day < first_day:
            raise ValidationError(f"Слишком давно: записывается с {first_day:%d.%m.%Y}.")
        return day

    def check_planned(self, name: str) -> date | None:
        """A day that an order or an agreement may name."""
        day = self.cleaned_data[name]
        if day and not EARLIEST_DAY <= day <= self.today + timedelta(FARTHEST_DAYS):
            raise ValidationError("Проверьте год.")
        return day


class RecordForm(OfSchoolForm):
    """A visit or a consultation; a stored one carries the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            del self.fields["version"]

    def show_conflict(self, stored) -> None:
        """Keep what was typed and let the person save it knowingly over `stored`."""
        self.data = self.data.copy()
        self.data["version"] = stored.version


class VisitForm(RecordForm):
    findings = forms.CharField(label="Что увидели", max_length=LONGEST_TEXT, widget=lines_input(3))
    recommendations = forms.CharField(
        label="Что рекомендовали", max_length=LONGEST_TEXT, required=False, widget=lines_input(2)
    )

    class Meta:
        model = Visit
        fields = ["school", "visited_on", "purpose", "findings", "recommendations"]
        widgets = {"visited_on": day_input(), "purpose": suggesting_input("purposes")}

    def clean_visited_on(self) -> date:
        return self.check_happened("visited_on")


class ConsultationForm(RecordForm):
    participants_count = forms.IntegerField(label="Участников", min_value=1, max_value=2_000)
    outcome = forms.CharField(label="Итог", max_length=LONGEST_TEXT, required=False, widget=lines_input(2))

    class Meta:
        model = Consultation
        fields = ["school", "held_on", "topic", "form", "audience", "participants_count", "outcome"]
        widgets = {"held_on": day_input()}

    def clean_held_on(self) -> date:
        return self.check_happened("held_on")


class AssignmentForm(OfSchoolForm):
    class Meta:
        model = Assignment
        fields = ["school", "curator", "starts_on", "ends_on", "by_order"]
        widgets = {"starts_on": day_input(), "ends_on": day_input()}
        labels = {"starts_on": "С какого дня", "ends_on": "По какой день"}
        help_texts = {"ends_on": "Включительно; если срок не назван, оставьте пустым"}

    def __init__(self, *args, curators: QuerySet[User], **options) -> None:
        super().__init__(*args, **options)
        self.fields["curator"].queryset = curators.in_alphabet()
        self.fields["curator"].empty_label = "Выберите сотрудника"
        self.fields["curator"].label_from_instance = lambda person: f"{person.full_name}, {person.position}"

    def clean_starts_on(self) -> date:
        return self.check_planned("starts_on")

    def clean_ends_on(self) -> date | None:
        return self.check_planned("ends_on")


class EndForm(forms.Form):
    """The last day of an assignment."""

    ends_on = forms.DateField(label="Последний день", widget=day_input(), help_text="Включительно")


class AgreementForm(OfSchoolForm):
    class Meta:
        model = Agreement
        fields = ["school", "base_school", "number", "signed_on", "ends_on", "subject"]
        widgets = {"signed_on": day_input(), "ends_on": day_input(), "subject": lines_input(2)}
        labels = {"signed_on": "Дата договора"}

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["base_school"].queryset = self.fields["school"].queryset.filter(is_base=True)
        self.fields["base_school"].empty_label = "Выберите базовую школу"

    def clean_signed_on(self) -> date:
        return self.check_planned("signed_on")

    def clean_ends_on(self) -> date | None:
        return self.check_planned("ends_on")


class RecommendationForm(OfSchoolForm):
    text = forms.CharField(label="Рекомендация", max_length=LONGEST_TEXT, widget=lines_input(4))

    class Meta:
        model = Recommendation
        fields = ["school", "audience", "given_on", "text"]
        widgets = {"given_on": day_input()}

    def clean_given_on(self) -> date:
        return self.check_happened("given_on")


class CompletionForm(forms.Form):
    """How a recommendation was carried out."""

    done_on = forms.DateField(label="Когда", widget=day_input())
    text = forms.CharField(label="Что сделано", max_length=LONGEST_TEXT, widget=lines_input(3))

    def __init__(self, *args, today: date, **options) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_done_on(self) -> date:
        if self.cleaned_data["done_on"] > self.today:
            raise ValidationError("Эта дата ещё не наступила.")
        return self.cleaned_data["done_on"]
