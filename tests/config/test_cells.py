"""Cells of registers say the same as django-tables2 would, only sooner."""

import django_tables2 as tables
import pytest
from django.template import Context

from config.cells import cell_teller
from config.templatetags.opora import table_rows
from schools.models import School
from tests.schools.factories import SchoolFactory


class SchoolsTable(tables.Table):
    short_name = tables.Column("Школа")
    kind = tables.Column("Вид")
    town = tables.Column("Где", accessor="municipality__name")
    code = tables.Column("Код", default="нет кода")
    closed_on = tables.Column("Закрыта", empty_values=())

    def render_closed_on(self, record):
        return f"закрыта {record.closed_on}" if record.closed_on else "работает"


def test_a_cell_without_a_value_shows_the_columns_default_and_a_choice_its_word():
    table = SchoolsTable([])
    schools = [School(kind="basic"), School(kind="primary", code="17")]
    kind, code = (cell_teller(table, table.columns[name], schools) for name in ("kind", "code"))
    assert [kind(one) for one in schools] == ["ООШ", "НОШ"]
    assert [code(one) for one in schools] == ["нет кода", "17"]


def test_a_cell_that_asks_for_more_than_a_cell_knows_is_refused():
    class Odd(tables.Table):
        name = tables.Column()

        def render_name(self, bound_row):
            return ""

    table = Odd([])
    with pytest.raises(TypeError, match="bound_row"):
        cell_teller(table, table.columns["name"], [])


@pytest.mark.django_db
def test_rows_say_what_the_library_says():
    SchoolFactory.create_batch(3, code="<b>", kind="basic")
    table = SchoolsTable(School.objects.select_related("municipality").order_by("pk"))
    table.paginate(per_page=2)
    drawn = table_rows(Context(), table)
    assert drawn.count("<tr>") == 2
    assert "<b>" not in drawn
    for row in table.paginated_rows:
        for value in row:
            assert f">{value}</td>" in drawn or value == "<b>"


def test_rows_of_dictionaries_are_read_by_their_keys():
    table = SchoolsTable([{"short_name": "Школа № 5", "municipality__name": "Округ", "closed_on": None}])
    teller = cell_teller(SchoolsTable([]), table.columns["town"], [{}])
    assert teller({"municipality__name": "Округ"}) == "Округ"
    assert teller({}) == "—"
