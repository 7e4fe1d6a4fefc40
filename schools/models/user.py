"""People who sign in."""

from datetime import date
from typing import Self

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from config.alphabet import alphabet
from schools import names
from schools.roles import MAY_LOOK_AFTER, SEES_MUNICIPALITY, WORKS_IN_A_SCHOOL, Role


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> Self:
        """Colleagues of the same municipality."""
        return self.filter(municipality=user.municipality_id)

    def active(self) -> Self:
        return self.filter(is_active=True)

    def may_look_after(self) -> Self:
        """Who can be assigned to a school as its curator."""
        return self.active().filter(role__in=MAY_LOOK_AFTER)

    def in_alphabet(self) -> Self:
        return self.order_by(*alphabet("last_name"), "first_name", "pk")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> UserQuerySet:
        """With the municipality: every page names it, so that it costs no statement of its own."""
        return super().get_queryset().select_related("municipality")

    def create_user(self, email: str, password: str | None = None, **facts) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user


class User(AbstractBaseUser):
    """A member of staff (сотрудник) of a department or a school; acts in one municipality, in one role."""

    class Sex(models.TextChoices):
        FEMALE = "female", "женский"
        MALE = "male", "мужской"

    email = models.EmailField(
        "электронная почта", unique=True, error_messages={"unique": "Такая почта уже записана за другим сотрудником."}
    )
    municipality = models.ForeignKey(
        "schools.Municipality", models.PROTECT, related_name="users", verbose_name="муниципалитет"
    )
    school = models.ForeignKey(
        "schools.School", models.PROTECT, null=True, blank=True, related_name="staff", verbose_name="школа"
    )
    role = models.CharField("роль", max_length=12, choices=Role)
    last_name = models.CharField("фамилия", max_length=80)
    first_name = models.CharField("имя", max_length=80)
    patronymic = models.CharField("отчество", max_length=80, blank=True)
    position = models.CharField("должность", max_length=200)
    sex = models.CharField("пол", max_length=6, choices=Sex, help_text="Нужен, чтобы склонять имя в приказах")
    phone = models.CharField("рабочий телефон", max_length=40, blank=True)
    observes_until = models.DateField("доступ наблюдателя до", null=True, blank=True, help_text="Включительно")
    is_active = models.BooleanField("работает", default=True)
    is_staff = False  # there is no Django admin

    objects = UserManager()
    _assigned: tuple[date, frozenset[int]] | None = None

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["last_name", "first_name", "position", "role"]

    class Meta:
        verbose_name = "сотрудник"
        verbose_name_plural = "сотрудники"
        ordering = ["last_name", "first_name", "pk"]
        indexes = [models.Index(fields=["municipality", "role"], name="users_by_role")]
        constraints = [
            models.CheckConstraint(
                name="director_has_a_school",
                condition=~Q(role=Role.DIRECTOR) | Q(school__isnull=False),
                violation_error_message="У директора должна быть указана школа.",
            ),
            models.CheckConstraint(
                name="observer_has_an_end",
                condition=~Q(role=Role.OBSERVER) | Q(observes_until__isnull=False),
                violation_error_message="Укажите, до какого дня открыт доступ наблюдателю.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def seen_school_ids_on(self, day: date) -> frozenset[int] | None:
        """The schools whose work the person sees on that day; None is all of the municipality.

        An observer sees until the agreed day, inclusive.
        """
        if self.role == Role.OBSERVER and self.observes_until < day:
            return frozenset()
        return None if self.role in SEES_MUNICIPALITY else self.school_ids_on(day)

    def school_ids_on(self, day: date) -> frozenset[int]:
        """The own school and the schools assigned on that day."""
        own = [self.school_id] if self.role in WORKS_IN_A_SCHOOL else []
        return self.assigned_school_ids_on(day) | frozenset(own)

    def assigned_school_ids_on(self, day: date) -> frozenset[int]:
        """The schools that the person looks after on that day; asked once a request."""
        if self._assigned is None or self._assigned[0] != day:
            assignments = apps.get_model("schools.School").curators.through.objects.current(day)
            ids = assignments.filter(curator=self).values_list("school_id", flat=True)
            self._assigned = day, frozenset(ids)
        return self._assigned[1]

    @property
    def full_name(self) -> str:
        """«Тихонова Ольга Викторовна»"""
        return " ".join(filter(None, [self.last_name, self.first_name, self.patronymic]))

    @property
    def short_name(self) -> str:
        """«Тихонова О. В.»"""
        return names.short_name(self.last_name, self.first_name, self.patronymic)

    @property
    def initials(self) -> str:
        """«О. В.», never torn apart at the end of a line"""
        return names.initials_of(self.first_name, self.patronymic)

    @property
    def signature(self) -> str:
        """«О.В. Тихонова», as under an order (ГОСТ Р 7.0.97-2025: initials first, no blank between them)."""
        return f"{''.join(self.initials.split())}\u00a0{self.last_name}"

    @property
    def name_in_order(self) -> str:
        """«Тихонова О.В.», written as under an order."""
        return f"{self.last_name}\u00a0{''.join(self.initials.split())}"
