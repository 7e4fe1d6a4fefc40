"""What the worker makes: files of signed orders, semester reports. Killed half-way, each is made once after all."""

from django.db import transaction
from django.urls import reverse

from config import clock, files
from config.jobs import JobRefused, Progress, job
from config.models import Job
from monitoring.models import MonitoringPeriod
from monitoring.services.indicators import compute
from reports.builders import semester
from reports.builders.order import OrderContent
from reports.models import Order, SemesterReport
from reports.renderers import order_docx, order_pdf, semester_pdf, semester_xlsx

ORDER_FILES = "reports.order_files"
SEMESTER_REPORT = "reports.semester"


def subject_id(row: Job) -> int:
    """The id that a job's subject ends with: 17 of «order:17»."""
    return int(row.subject.rpartition(":")[2])


@job(ORDER_FILES)
def make_order_files(row: Job, progress: Progress) -> str:
    """PDF and DOCX of a signed order, from its frozen content."""
    order = Order.objects.signed().get(pk=subject_id(row))
    content = OrderContent.from_dict(order.content)
    progress(10, "Готовим PDF")
    pdf = order_pdf.render(content)
    progress(60, "Готовим DOCX")
    docx = order_docx.render(content)
    with transaction.atomic():
        held = Order.objects.select_for_update().get(pk=order.pk)
        if not held.pdf_id:
            place = {"by": row.created_by, "municipality_id": held.municipality_id}
            held.pdf = files.store(pdf, name=f"{held.file_stem}.pdf", **place)
            held.docx = files.store(docx, name=f"{held.file_stem}.docx", **place)
            held.save(update_fields=["pdf", "docx"])
    return reverse("reports:order", args=[order.pk])


@job(SEMESTER_REPORT)
def make_semester_report(row: Job, progress: Progress) -> str:
    """The report of a half-year as of today. A worker that was killed after the last step finds it made."""
    made = SemesterReport.objects.filter(job=row).first() or _make(row, progress)
    return reverse("reports:semester_report", args=[made.pk])


def _make(row: Job, progress: Progress) -> SemesterReport:
    period = MonitoringPeriod.objects.filter(pk=subject_id(row), municipality=row.municipality_id).first()
    if period is None:
        raise JobRefused("Такого полугодия больше нет. Выберите другое.")
    as_of = clock.today()
    progress(5, "Считаем показатели")
    if not period.is_closed:
        compute(period, as_of=as_of)
    progress(25, "Собираем данные по школам и кураторам")
    content = semester.build(row.municipality, period, as_of=as_of)
    progress(45, "Готовим PDF")
    pdf = semester_pdf.render(content)
    progress(80, "Готовим таблицу")
    xlsx = semester_xlsx.render(content)
    progress(95, "Сохраняем")
    name = f"Справка – {period.name} – {as_of:%d.%m.%Y}"
    with transaction.atomic():
        return SemesterReport.objects.create(
            municipality=row.municipality,
            period=period,
            as_of=as_of,
            content=content.as_dict(),
            pdf=files.store(pdf, name=f"{name}.pdf", by=row.created_by),
            xlsx=files.store(xlsx, name=f"{name}.xlsx", by=row.created_by),
            job=row,
            built_by=row.created_by,
        )
