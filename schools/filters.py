"""What the registers of schools and people may be narrowed by."""

import django_filters as df
from django.db.models import Q

from schools.models import IdentificationRun, MethodVersion, RunSchool, School, User, Verdict
from schools.roles import Role

YES = [("yes", "Да")]


class SchoolFilter(df.FilterSet):
    """Of schools with their place on this year's lists (`now`, see the view)."""

    name = df.CharFilter(label="Название, нынешнее или прежнее", method="named", max_length=200)
    listed = df.ChoiceFilter(
        label="В списке этого года",
        empty_label="Все",
        method="on_list",
        choices=[
            ("low", "ШНОР"),
            ("adverse", "ШНСУ"),
            ("followup", "Сопровождение"),
            ("risk", "Группа риска"),
            ("none", "Не в списке"),
        ],
    )
    place = df.ChoiceFilter(
        label="Местность",
        empty_label="Любая",
        method="in_place",
        choices=[("rural", "Сельская"), ("urban", "Городская")],
    )
    base = df.ChoiceFilter(label="Базовая школа", empty_label="Все", method="is_base", choices=YES)
    state = df.ChoiceFilter(
        label="Состояние",
        empty_label="Все",
        method="in_state",
        choices=[("open", "Действуют"), ("closed", "Закрыты и присоединены")],
    )

    class Meta:
        model = School
        fields: list[str] = []

    def named(self, rows, name, value):
        return rows.named(value)

    def on_list(self, rows, name, value):
        asked = {
            "low": Q(now__has_low_results=True),
            "adverse": Q(now__has_adverse_conditions=True),
            "followup": Q(now__followup_year__gt=0),
            "risk": Q(now__is_at_risk=True),
            "none": Q(now=None),
        }
        return rows.filter(asked[value])

    def in_place(self, rows, name, value):
        return rows.filter(is_rural=value == "rural")

    def is_base(self, rows, name, value):
        return rows.filter(is_base=True)

    def in_state(self, rows, name, value):
        return rows.filter(closed_on__isnull=value == "open")


class PersonFilter(df.FilterSet):
    name = df.CharFilter(label="Фамилия или почта", method="named", max_length=200)
    role = df.ChoiceFilter(label="Роль", empty_label="Все", choices=Role)
    school = df.ModelChoiceFilter(
        label="Школа", empty_label="Все", queryset=lambda request: School.objects.visible_to(request.user).in_alphabet()
    )
    state = df.ChoiceFilter(
        label="Доступ", empty_label="Все", method="in_state", choices=[("open", "Открыт"), ("closed", "Закрыт")]
    )

    class Meta:
        model = User
        fields: list[str] = []

    def named(self, rows, name, value):
        return rows.filter(Q(last_name__icontains=value) | Q(email__icontains=value))

    def in_state(self, rows, name, value):
        return rows.filter(is_active=value == "open")


class RunFilter(df.FilterSet):
    status = df.ChoiceFilter(label="Состояние", empty_label="Любое", choices=IdentificationRun.Status)

    class Meta:
        model = IdentificationRun
        fields: list[str] = []


class RunSchoolFilter(df.FilterSet):
    name = df.CharFilter(label="Школа", field_name="school__short_name", lookup_expr="icontains", max_length=200)
    verdict = df.ChoiceFilter(label="Список", empty_label="Все школы", choices=Verdict, field_name="verdict_now")
    special = df.ChoiceFilter(
        label="Отдельно",
        empty_label="Все",
        method="in_particular",
        choices=[("lacking", "Не хватает данных"), ("decided", "Решено иначе")],
    )

    class Meta:
        model = RunSchool
        fields: list[str] = []

    def in_particular(self, rows, name, value):
        return rows.filter(lacks_data=True) if value == "lacking" else rows.exclude(decided="")


class MethodFilter(df.FilterSet):
    status = df.ChoiceFilter(label="Состояние", empty_label="Все", choices=MethodVersion.Status)

    class Meta:
        model = MethodVersion
        fields: list[str] = []
