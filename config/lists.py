"""Every register: filters and sorting kept in the address, pages, and an XLSX of exactly what is shown."""

from html import unescape
from io import BytesIO

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from config.files import attachment
from config.sheets import plain

PER_PAGE = 50
NARROWEST, WIDEST = 12, 60  # columns of a workbook; longer texts go on in the next line
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_list(
    request: HttpRequest, *, queryset, table_class, filter_class, template: str, extra: dict | None = None
) -> HttpResponse:
    """Answer with the filtered, sorted page of a register, or with its XLSX for `?export=xlsx`.

    A filter value, a column to sort by or a page that does not exist is answered with 404.
    """
    filters = filter_class(request.GET, queryset=queryset, request=request)
    if not filters.form.is_valid():
        raise Http404(str(filters.form.errors.as_data()))
    table = table_class(filters.qs, order_by=_known_sort(request, table_class), request=request)
    if request.GET.get("export"):
        return _as_xlsx(request, table)
    try:
        table.paginate(page=request.GET.get("page", 1), per_page=PER_PAGE)
    except InvalidPage as error:
        raise Http404(str(error)) from error
    return render(request, template, {"table": table, "filter": filters, **(extra or {})})


def _known_sort(request: HttpRequest, table_class) -> list[str] | None:
    wanted = request.GET.getlist("sort")
    known = {name for name, column in table_class.base_columns.items() if column.orderable is not False}
    if any(name.removeprefix("-") not in known for name in wanted):
        raise Http404("Нет такого столбца.")
    return wanted or None


def _width(values) -> int:
    """Of a column of the workbook, in characters."""
    return min(max(NARROWEST, *(len(str(value)) + 2 for value in values)), WIDEST)


def _as_text(value):
    """What markup says; a text of people stays as it is, «<» and «&» included."""
    return unescape(strip_tags(value)) if isinstance(value, SafeString) else value


def _as_xlsx(request: HttpRequest, table) -> HttpResponse:
    if request.GET["export"] != "xlsx":
        raise Http404("Нет такого вида выгрузки.")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Список")
    sheet.freeze_panes = "A2"
    rows = [[_as_text(value) for value in row] for row in table.as_values()]
    for number, column in enumerate(zip(*rows, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
    for number, row in enumerate(rows):
        sheet.append([plain(sheet, value, bold=number == 0) for value in row])
    content = BytesIO()
    book.save(content)
    title = getattr(table.Meta, "title", "Список")
    return attachment(content.getvalue(), name=f"{title}.xlsx", content_type=XLSX)
