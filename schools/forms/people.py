"""What is typed about people and the municipality, checked."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from config.forms import day_input
from schools.models import Municipality, School, User
from schools.roles import WORKS_IN_A_SCHOOL, Role

NAMES = ["last_name", "first_name", "patronymic", "sex", "position", "phone", "email"]


class PersonForm(forms.ModelForm):
    """A new account. Role and school, role and last day must agree."""

    class Meta:
        model = User
        fields = [*NAMES, "role", "school", "observes_until"]
        widgets = {"observes_until": day_input()}
        help_texts = {
            "email": "Станет именем для входа; на неё придёт ссылка для пароля",
            "school": "Указывается директору",
            "observes_until": "Указывается наблюдателю, последний день доступа включительно",
        }

    def __init__(self, *args, schools: QuerySet[School], **options) -> None:
        super().__init__(*args, **options)
        self.fields["school"].queryset = schools.in_alphabet()
        self.fields["school"].empty_label = "Не в школе"
        for name, choices in (("sex", User.Sex.choices), ("role", Role.choices)):
            self.fields[name].choices = [("", "Выберите"), *choices]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict:
        super().clean()
        self.check_school()
        self.check_last_day()
        return self.cleaned_data

    def check_school(self) -> None:
        role, school = self.cleaned_data.get("role"), self.cleaned_data.get("school")
        if role in WORKS_IN_A_SCHOOL and not school:
            self.add_error("school", "У директора должна быть указана школа.")
        if role and role not in WORKS_IN_A_SCHOOL and school:
            self.add_error("school", "Школа указывается только директору. Куратора закрепляют за школами отдельно.")

    def check_last_day(self) -> None:
        role, until = self.cleaned_data.get("role"), self.cleaned_data.get("observes_until")
        if role == Role.OBSERVER and not until:
            self.add_error("observes_until", "Укажите, до какого дня открыт доступ наблюдателю.")
        if role and role != Role.OBSERVER and until:
            self.add_error("observes_until", "Последний день доступа указывается только наблюдателю.")


class ChangedPersonForm(PersonForm):
    """An account that exists; it can be closed, but nobody closes or moves one's own."""

    class Meta(PersonForm.Meta):
        fields = [*NAMES, "role", "school", "observes_until", "is_active"]
        labels = {"is_active": "Доступ открыт"}
        help_texts = {**PersonForm.Meta.help_texts, "email": "Имя для входа"}

    def __init__(self, *args, by: User, **options) -> None:
        super().__init__(*args, **options)
        self.is_own = self.instance.pk == by.pk

    def clean_is_active(self) -> bool:
        if self.is_own and not self.cleaned_data["is_active"]:
            raise ValidationError("Закрыть доступ самому себе нельзя: это сделает другой администратор.")
        return self.cleaned_data["is_active"]

    def clean_role(self) -> str:
        if self.is_own and self.cleaned_data["role"] != self.initial["role"]:
            raise ValidationError("Сменить роль самому себе нельзя: это сделает другой администратор.")
        return self.cleaned_data["role"]


class PhoneForm(forms.ModelForm):
    """What a person changes about oneself."""

    class Meta:
        model = User
        fields = ["phone"]


class ParametersForm(forms.ModelForm):
    class Meta:
        model = Municipality
        fields = [
            "name", "department", "department_genitive", "region", "city", "order_number_pattern",
            "latitude", "longitude",
        ]  # fmt: skip
        localized_fields = ["latitude", "longitude"]
        help_texts = {"name": "Как в официальных документах"}
