"""Municipalities: nobody sees another one's rows."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

# Degrees; a place in the wrong column of a table is refused rather than drawn in the ocean.
LATITUDES = [MinValueValidator(40), MaxValueValidator(82)]
LONGITUDES = [MinValueValidator(-180), MaxValueValidator(180)]


class Municipality(models.Model):
    """A municipal department of education (управление образования) with its parameters; the tenant."""

    name = models.CharField("муниципалитет", max_length=200, help_text="Заречный городской округ")
    department = models.CharField("управление образования", max_length=250, help_text="Как в шапке приказа")
    department_genitive = models.CharField("управление в родительном падеже", max_length=250, help_text="Кого? Чего?")
    region = models.CharField("регион", max_length=120)
    city = models.CharField("место издания приказов", max_length=120)
    order_number_pattern = models.CharField(
        "вид номера приказа",
        max_length=40,
        default="{n}-о",
        validators=[RegexValidator(r"\{n\}", "В образце номера должно стоять {n}.")],
        help_text="Вместо {n} встанет порядковый номер",
    )
    latitude = models.DecimalField(
        "широта центра", max_digits=8, decimal_places=5, null=True, blank=True, validators=LATITUDES,
        help_text="От этой точки на карте считаются расстояния до школ",
    )  # fmt: skip
    longitude = models.DecimalField(
        "долгота центра", max_digits=8, decimal_places=5, null=True, blank=True, validators=LONGITUDES
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "муниципалитет"
        verbose_name_plural = "муниципалитеты"
        constraints = [
            models.CheckConstraint(
                name="coordinates_of_the_centre_come_in_pairs",
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message="Укажите и широту, и долготу центра.",
            )
        ]

    def __str__(self) -> str:
        return self.name
