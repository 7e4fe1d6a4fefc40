"""Columns that the registers share: how a date, a number, a long text and a name look, sort and go into a workbook."""

import django_tables2 as tables
from django.utils import timezone
from django.utils.text import Truncator

from config.alphabet import alphabet
from config.templatetags.opora import ru_date

LONGEST_ON_SCREEN = 220  # characters; the XLSX has the whole text


def shortened(text: str, limit: int = LONGEST_ON_SCREEN) -> str:
    """At most `limit` characters, the last of them «…» where something was left out; most texts are short enough."""
    return text if len(text) <= limit else Truncator(text).chars(limit)


class DayColumn(tables.Column):
    """A date as 12.11.2026; the XLSX gets a real date."""

    def __init__(self, **options) -> None:
        super().__init__(attrs={"td": {"class": "nowrap"}}, **options)

    def render(self, value):
        return ru_date(value, "short")

    def value(self, value):
        return value


class MomentColumn(tables.Column):
    """A day and a time of the local zone; the XLSX gets both as a real moment, which knows no zone."""

    def render(self, value):
        return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"

    def value(self, value):
        return timezone.make_naive(value)


class LongColumn(tables.Column):
    """A text, cut on the screen."""

    def render(self, value):
        return shortened(value)

    def value(self, value):
        return value


class AlphabetColumn(tables.Column):
    """A name, sorted as a Russian reader expects."""

    def __init__(self, *args, order_field: str, **options) -> None:
        super().__init__(*args, **options)
        self.order_field = order_field

    def order(self, queryset, is_descending):
        expressions = alphabet(self.order_field)
        return queryset.order_by(*(e.desc() if is_descending else e.asc() for e in expressions), "pk"), True


class NumberColumn(tables.Column):
    """A count, aligned to the right."""

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, attrs={"td": {"class": "num"}, "th": {"class": "num"}}, **options)
