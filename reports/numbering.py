"""Numbers of orders: one after the other in each year of a municipality's register, without gaps or repeats."""

from reports.models import OrderRegister
from schools.models import Municipality


def take(municipality: Municipality, year: int) -> tuple[int, str]:
    """The next sequence and the number in the municipality's pattern: (148, «148-о»).

    Call it inside the signing's transaction: the register's row stays locked until that ends, and a signing that
    fails gives its number back.
    """
    OrderRegister.objects.get_or_create(municipality=municipality, year=year)
    register = OrderRegister.objects.select_for_update().get(municipality=municipality, year=year)
    register.last_sequence += 1
    register.save(update_fields=["last_sequence"])
    return register.last_sequence, municipality.order_number_pattern.replace("{n}", str(register.last_sequence))
