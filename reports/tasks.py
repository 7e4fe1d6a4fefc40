"""What the worker makes: files of orders, reports and prints. Killed half-way, each is made once after all."""

from django.db import transaction
from django.urls import reverse

from config import clock, files
from config.jobs import JobRefused, Progress, job
from config.models import Job
from monitoring.models import MonitoringPeriod
from monitoring.services.indicators import compute
from reports.builders import dynamics, plan_fact, semester
from reports.builders.order import OrderContent
from reports.models import DynamicsNote, Order, PlanFact, SemesterReport
from reports.renderers import (
    dynamics_pdf,
    order_docx,
    order_pdf,
    plan_fact_docx,
    plan_fact_pdf,
    plan_fact_xlsx,
    semester_pdf,
    semester_xlsx,
)
from roadmaps.models import Roadmap
from schools import over_years
from schools.models import School
from schools.permissions import can_compare_schools

ORDER_FILES = "reports.order_files"
SEMESTER_REPORT = "reports.semester"
PLAN_FACT = "reports.plan_fact"
DYNAMICS = "reports.dynamics"
SCHOOL_DYNAMICS = "reports.school_dynamics"


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


@job(PLAN_FACT)
def make_plan_fact(row: Job, progress: Progress) -> str:
    """Plan and fact of a roadmap as the person who asked may see it, as of today."""
    made = PlanFact.objects.filter(job=row).first() or _print_plan_fact(row, progress)
    return reverse("reports:plan_fact", args=[made.roadmap_id])


def _print_plan_fact(row: Job, progress: Progress) -> PlanFact:
    rows = Roadmap.objects.visible_to(row.created_by).exclude(approved_on=None).select_related("municipality")
    roadmap = rows.defer("approved_text").filter(pk=subject_id(row)).first()
    if roadmap is None:
        raise JobRefused("Эта дорожная карта вам больше не видна.")
    as_of = clock.today()
    progress(5, "Собираем отметки и документы")
    content = plan_fact.build(roadmap, user=row.created_by, as_of=as_of)
    progress(15, "Готовим PDF")
    pdf = plan_fact_pdf.render(content)
    progress(60, "Готовим DOCX")
    docx = plan_fact_docx.render(content)
    progress(85, "Готовим таблицу")
    xlsx = plan_fact_xlsx.render(content)
    progress(95, "Сохраняем")
    name = f"План-факт – {roadmap.title[:120]} – {as_of:%d.%m.%Y}"
    with transaction.atomic():
        return PlanFact.objects.create(
            municipality_id=roadmap.municipality_id,
            roadmap=roadmap,
            as_of=as_of,
            pdf=files.store(pdf, name=f"{name}.pdf", by=row.created_by),
            docx=files.store(docx, name=f"{name}.docx", by=row.created_by),
            xlsx=files.store(xlsx, name=f"{name}.xlsx", by=row.created_by),
            job=row,
            built_by=row.created_by,
        )


@job(SCHOOL_DYNAMICS)
def make_school_dynamics(row: Job, progress: Progress) -> str:
    """The note on the results of a school, as of today."""
    made = DynamicsNote.objects.filter(job=row).first()
    if made is None:
        rows = School.objects.visible_to(row.created_by).select_related("municipality")
        school = rows.filter(pk=subject_id(row)).first()
        if school is None:
            raise JobRefused("Эта школа вам больше не видна.")
        progress(5, "Рисуем графики")
        content = dynamics.build_of_school(school, as_of=clock.today())
        made = _keep_dynamics(row, progress, content, school)
    return reverse("reports:dynamics_note", args=[made.pk])


@job(DYNAMICS)
def make_dynamics(row: Job, progress: Progress) -> str:
    """The note on the results of the municipality: of the measure that the job names, or of all."""
    made = DynamicsNote.objects.filter(job=row).first()
    if made is None:
        if not can_compare_schools(row.created_by):
            raise JobRefused("Сравнение школ вам больше не доступно.")
        key = row.subject.partition(":measure:")[2]
        measure = {one.key: one for one in over_years.measures(row.created_by)}.get(key)
        if key and measure is None:
            raise JobRefused("Таких результатов больше нет. Выберите другой предмет.")
        progress(5, "Рисуем графики")
        content = dynamics.build_of_town(row.created_by, measure, as_of=clock.today())
        made = _keep_dynamics(row, progress, content, None)
    return reverse("reports:dynamics_note", args=[made.pk])


def _keep_dynamics(
    row: Job, progress: Progress, content: dynamics.SchoolDynamics | dynamics.TownDynamics, school: School | None
) -> DynamicsNote:
    if content.is_empty:
        raise JobRefused("Результатов пока нет. Справку можно составить, когда они будут загружены.")
    progress(40, "Готовим PDF")
    pdf = dynamics_pdf.render(content)
    progress(95, "Сохраняем")
    name = f"Справка о динамике – {content.about[:150]} – {content.as_of:%d.%m.%Y}.pdf"
    with transaction.atomic():
        return DynamicsNote.objects.create(
            municipality=row.municipality,
            school=school,
            about=content.about,
            as_of=content.as_of,
            pdf=files.store(pdf, name=name, by=row.created_by),
            job=row,
            built_by=row.created_by,
        )
