"""The yearly papers of a school on the first pages: the social passport and the self-assessment.

What there is comes with the schools themselves (`annotated`), so that a first page asks nothing more.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from schools.models import SelfAssessment, SocialPassport, SupportStatus

DRAFT, MISSING = "черновик", "не начато"


def annotated(rows: QuerySet, year: int, school: str = "pk") -> QuerySet:
    """The rows with the papers of that year of each one's school; `school` is the field that names it."""
    passports = SocialPassport.objects.filter(school=OuterRef(school), year=year)
    assessments = SelfAssessment.objects.filter(school=OuterRef(school), year=year)
    return rows.annotate(
        has_passport=Exists(passports),
        passport_submitted_at=Subquery(passports.values("submitted_at")[:1]),
        has_assessment=Exists(assessments),
        assessment_submitted_at=Subquery(assessments.values("submitted_at")[:1]),
        assessment_verified_on=Subquery(assessments.values("visited_on")[:1]),
    )


def is_asked(year: int) -> Exists:
    """Whether a school (the row of the query) is asked for a self-assessment: it is on a list of that year."""
    return Exists(SupportStatus.objects.supported().filter(school=OuterRef("pk"), year=year))


def papers_due(school, year: int) -> tuple[tuple[str, str, bool], ...]:
    """What an annotated school has still to hand in: what to do, where, whether a draft is kept."""
    due = []
    if not school.passport_submitted_at:
        url = reverse("schools:edit_passport", args=[school.pk, year])
        due.append(("Заполните социальный паспорт", url, school.has_passport))
    if (school.is_asked or school.has_assessment) and not school.assessment_submitted_at:
        url = reverse("schools:edit_assessment", args=[school.pk, year])
        due.append(("Заполните самооценку школы", url, school.has_assessment))
    return tuple(due)


def without_passport(rows: Iterable, year: int) -> list[tuple[str, str, str]]:
    """Annotated statuses as (school, where it is filled in, what there is)."""
    return [
        (
            row.school.short_name,
            reverse("schools:edit_passport", args=[row.school_id, year]),
            DRAFT if row.has_passport else MISSING,
        )
        for row in rows
        if not row.passport_submitted_at
    ]


def without_assessment(rows: Iterable) -> list[tuple[str, str, str]]:
    return [
        (
            row.school.short_name,
            reverse("schools:show", args=[row.school_id]),
            DRAFT if row.has_assessment else MISSING,
        )
        for row in rows
        if not row.assessment_submitted_at
    ]


def to_verify(rows: Iterable, year: int) -> tuple[tuple[str, str], ...]:
    """Self-assessments that wait for the curator, as (school, where)."""
    return tuple(
        (row.school.short_name, reverse("schools:assessment", args=[row.school_id, year]))
        for row in rows
        if row.assessment_submitted_at and not row.assessment_verified_on
    )
