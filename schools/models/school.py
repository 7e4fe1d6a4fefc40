"""Schools, and who may see which."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from config import clock
from config.alphabet import alphabet
from schools.models.municipality import LATITUDES, LONGITUDES
from schools.models.status import SupportStatus

IN_ALPHABET = alphabet("short_name")


# A school, those joined to it, those joined to them; UNION leaves doubles out, so that even a circle comes to an end.
JOINED = """
    WITH RECURSIVE line(id) AS (
        SELECT unnest(%s::bigint[])
        UNION SELECT joined.id FROM schools_school joined JOIN line ON joined.merged_into_id = line.id
    ) SELECT id FROM line
"""


class SchoolQuerySet(models.QuerySet["School"]):
    def visible_to(self, user) -> Self:
        """The whole municipality for its department; the own school for a director; assigned schools for a curator.

        An assignment counts from its first to its last day. Whoever sees a school sees those that were joined to it.
        """
        rows = self.filter(municipality=user.municipality_id)
        ids = user.seen_school_ids_on(clock.today())
        return rows if ids is None else rows.with_joined(ids)

    def with_joined(self, ids: Iterable[int]) -> Self:
        """The schools with these numbers and all that were joined to them, at once or through another school."""
        return self.filter(pk__in=RawSQL(JOINED, [list(ids)]))  # noqa: S611 - a constant

    def supported(self, year: int) -> Self:
        """Schools on a list of the school year that starts in `year`, or still followed after leaving it.

        A school that is only in the group at risk is not supported.
        """
        return self.filter(pk__in=SupportStatus.objects.supported().filter(year=year).values("school"))

    def open(self) -> Self:
        return self.filter(closed_on=None)

    def named(self, text: str) -> Self:
        """Schools whose present or former name, short or full, holds the text."""
        from schools.models.history import SchoolEvent

        once = SchoolEvent.objects.naming(text).values("school")
        return self.filter(Q(short_name__icontains=text) | Q(name__icontains=text) | Q(pk__in=once))

    def in_alphabet(self) -> Self:
        return self.order_by(*IN_ALPHABET)


class School(models.Model):
    """An educational organisation (образовательная организация)."""

    class Kind(models.TextChoices):
        PRIMARY = "primary", "НОШ"
        BASIC = "basic", "ООШ"
        SECONDARY = "secondary", "СОШ"
        GYMNASIUM = "gymnasium", "Гимназия"
        LYCEUM = "lyceum", "Лицей"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="schools")
    name = models.CharField("полное наименование", max_length=300)
    short_name = models.CharField("краткое наименование", max_length=120)
    kind = models.CharField("вид", max_length=12, choices=Kind, default=Kind.SECONDARY)
    code = models.CharField("код в РИС / ФИС ОКО", max_length=20, blank=True)
    ogrn = models.CharField("ОГРН", max_length=15, blank=True)
    address = models.CharField("адрес", max_length=250, blank=True)
    latitude = models.DecimalField(
        "широта", max_digits=8, decimal_places=5, null=True, blank=True, validators=LATITUDES
    )
    longitude = models.DecimalField(
        "долгота", max_digits=8, decimal_places=5, null=True, blank=True, validators=LONGITUDES
    )
    is_rural = models.BooleanField("сельская", default=False)
    is_base = models.BooleanField("базовая школа", default=False)
    closed_on = models.DateField("закрыта", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined_schools", verbose_name="присоединена к"
    )
    curators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="curators.Assignment",
        through_fields=("school", "curator"),
        related_name="curated_schools",
    )

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "школа"
        verbose_name_plural = "школы"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "short_name"],
                name="one_school_per_short_name",
                violation_error_message="Школа с таким кратким наименованием уже есть.",
            ),
            models.CheckConstraint(
                name="coordinates_come_in_pairs",
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message="Укажите и широту, и долготу.",
            ),
            models.CheckConstraint(
                name="joined_school_is_closed",
                condition=Q(merged_into=None) | Q(closed_on__isnull=False) & ~Q(merged_into=F("pk")),
                violation_error_message="Присоединить можно только к другой школе и с указанием дня.",
            ),
        ]
        indexes = [models.Index(F("municipality"), *IN_ALPHABET, name="schools_in_alphabet")]

    def __str__(self) -> str:
        return self.short_name

    @property
    def heir(self) -> "School | None":
        """The school in which a joined one lives on now: the last of those it was joined to in turn."""
        met, heir = {self.pk}, self.merged_into
        while heir and heir.merged_into_id and heir.pk not in met:
            met.add(heir.pk)
            heir = heir.merged_into
        return heir
