"""Municipalities: nobody sees another one's rows."""

from django.core.validators import RegexValidator
from django.db import models


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
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "муниципалитет"
        verbose_name_plural = "муниципалитеты"

    def __str__(self) -> str:
        return self.name
