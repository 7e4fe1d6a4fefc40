"""Municipalities, schools and people for tests."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from schools.models import Municipality, PassportQuestion, School, SocialPassport, SupportStatus, User
from schools.roles import Role
from schools.standards import passport as standard_passport

PASSWORD = "верный-пароль-2026"


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality

    name = factory.Sequence(lambda n: f"Речной округ № {n}")
    department = factory.LazyAttribute(lambda m: f"Управление образования администрации ({m.name})")
    department_genitive = factory.LazyAttribute(lambda m: f"Управления образования администрации ({m.name})")
    region = "Заокская область"
    city = "Речной"


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School

    municipality = factory.SubFactory(MunicipalityFactory)
    short_name = factory.Sequence(lambda n: f"МБОУ СОШ № {n + 100}")  # tests name small numbers themselves
    name = factory.LazyAttribute(lambda s: f"Муниципальное бюджетное общеобразовательное учреждение ({s.short_name})")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    municipality = factory.SubFactory(MunicipalityFactory)
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    role = Role.SPECIALIST
    last_name = factory.Sequence(lambda n: f"Ветрова{n}")
    first_name = "Анна"
    patronymic = "Игоревна"
    position = "Главный специалист"
    sex = User.Sex.FEMALE
    observes_until = factory.LazyAttribute(lambda user: date(2099, 12, 31) if user.role == Role.OBSERVER else None)

    @factory.post_generation
    def password(user, create, extracted, **kwargs):
        """Hashing is slow; only who signs in through the form asks for a password."""
        if extracted:
            user.set_password(extracted)
            user.save(update_fields=["password"])


class SupportStatusFactory(DjangoModelFactory):
    class Meta:
        model = SupportStatus

    school = factory.SubFactory(SchoolFactory)
    municipality = factory.SelfAttribute("school.municipality")
    year = 2026
    has_low_results = True
    reason = "Две процедуры с низкими результатами"


class PassportFactory(DjangoModelFactory):
    """Handed in, with the answers of `values`."""

    class Meta:
        model = SocialPassport

    school = factory.SubFactory(SchoolFactory)
    municipality = factory.SelfAttribute("school.municipality")
    year = 2026
    values = factory.LazyFunction(lambda: {"pupils_count": 300})
    submitted_at = factory.LazyFunction(timezone.now)


def ask_standard_questions(municipality: Municipality) -> None:
    PassportQuestion.objects.bulk_create(standard_passport.rows(municipality.pk))
