"""The register of schools from a table: handed in, looked over, taken."""

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from openpyxl import Workbook

from config.access import require
from config.files import attachment
from config.lists import XLSX
from config.sheets import plain
from config.templatetags.opora import plural
from config.uploads import UploadRefused
from schools import services
from schools.forms import TableColumnsForm, TableFileForm
from schools.importers.register import LABELS, MEANINGS
from schools.importers.sheet import TableRefused
from schools.models import RegisterImport
from schools.permissions import can_edit_schools

UNREADABLE = (TableRefused, UploadRefused)
MOST_SHOWN = 200  # errors on the page
SAMPLE = (
    "МБОУ СОШ № 15", "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 15»",
    "СОШ", "500115", "1025000000015", "{city}, ул. Садовая, 15", 55.4121, 39.1552, "сельская", "нет",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def import_register(request: HttpRequest) -> HttpResponse:
    require(can_edit_schools(request.user))
    form = TableFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.begin_register_import(form.cleaned_data["file"], form.sheets, by=request.user)
            return redirect("schools:register_import", row.pk)
        except TableRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "schools/import_register.html", {"form": form})


@require_http_methods(["GET", "POST"])
def register_import(request: HttpRequest, pk: int) -> HttpResponse:
    """What the table changes; a POST says what its columns mean."""
    row = _waiting(request, pk)
    try:
        reading = services.read_register_import(row)
    except UNREADABLE as refusal:
        messages.error(request, str(refusal))
        return redirect("schools:import_register")
    titles = [reading.heading.text(place) for place in range(len(reading.keys))]
    form = TableColumnsForm(request.POST or None, titles=titles, keys=reading.keys, labels=LABELS)
    if request.method == "POST" and form.is_valid():
        services.set_register_columns(row, form.meanings)
        messages.success(request, "Графы запомнены: следующая таблица с такими заголовками прочитается так же.")
        return redirect("schools:register_import", pk)
    found = reading.comparison
    context = {"row": row, "form": form, "found": found, "problems": found.problems[:MOST_SHOWN]}
    return render(request, "schools/register_import.html", context)


@require_POST
def apply_register_import(request: HttpRequest, pk: int) -> HttpResponse:
    row = _waiting(request, pk)
    try:
        new, changed = services.apply_register_import(row, by=request.user, only_good="only_good" in request.POST)
    except (ValidationError, *UNREADABLE) as refusal:
        messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
        return redirect("schools:register_import", pk)
    messages.success(request, f"Загружено: новых — {plural(new, 'школа,школы,школ')}, изменено — {changed}.")
    return redirect("schools:list")


@require_GET
def register_sample(request: HttpRequest) -> HttpResponse:
    """«Скачать образец»: the headings and a line to go by."""
    require(can_edit_schools(request.user))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Школы")
    sheet.append([plain(sheet, meaning.label, bold=True) for meaning in MEANINGS])
    city = request.user.municipality.city
    sheet.append([plain(sheet, v.replace("{city}", city) if isinstance(v, str) else v) for v in SAMPLE])
    content = BytesIO()
    book.save(content)
    return attachment(content.getvalue(), name="Образец реестра школ.xlsx", content_type=XLSX)


def _waiting(request: HttpRequest, pk: int) -> RegisterImport:
    row = get_object_or_404(RegisterImport.objects.visible_to(request.user).select_related("file"), pk=pk)
    require(can_edit_schools(request.user))
    return row
