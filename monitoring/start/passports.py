"""The yearly papers of a school on the first pages: the social passport and the self-assessment."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from schools.assessment_register import register
from schools.models import School, SelfAssessment, SocialPassport, SupportStatus
from schools.school_year import SchoolYear


@dataclass(frozen=True, slots=True)
class PapersDue:
    """What the school has still to hand in this year: (what to do, where, whether a draft is kept)."""

    lines: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Schools as (name, address, what there is), of those that have not handed in."""

    passports: tuple[tuple[str, str, str], ...]
    assessments: tuple[tuple[str, str, str], ...]
    waiting: tuple[tuple[str, str, str], ...]


def papers_due(school_id: int, today: date) -> PapersDue:
    """A passport is asked of every school, a self-assessment of those on the lists of the year. Three statements."""
    year = SchoolYear.of(today).first
    of_year = {"school": school_id, "year": year}
    lines = []
    passport = SocialPassport.objects.filter(**of_year).only("submitted_at").first()
    if passport is None or not passport.submitted_at:
        url = reverse("schools:edit_passport", args=[school_id, year])
        lines.append(("Заполните социальный паспорт", url, passport is not None))
    row = SelfAssessment.objects.filter(**of_year).only("submitted_at").first()
    is_asked = row is not None or SupportStatus.objects.filter(**of_year).exists()
    if is_asked and (row is None or not row.submitted_at):
        url = reverse("schools:edit_assessment", args=[school_id, year])
        lines.append(("Заполните самооценку школы", url, row is not None))
    return PapersDue(tuple(lines))


def missing_papers(user, today: date) -> Missing:
    """Of all schools that the person sees; five statements."""
    year = SchoolYear.of(today).first
    schools = list(School.objects.visible_to(user).open().in_alphabet())
    handed_in = dict(SocialPassport.objects.visible_to(user).filter(year=year).values_list("school_id", "submitted_at"))
    passports = [
        (
            school.short_name,
            reverse("schools:edit_passport", args=[school.pk, year]),
            "черновик" if school.pk in handed_in else "не начат",
        )
        for school in schools
        if not handed_in.get(school.pk)
    ]
    rows = register(user, year)
    late = [
        (row.school.short_name, reverse("schools:show", args=[row.school.pk]), row.word)
        for row in rows
        if not row.is_filed
    ]
    waiting = [
        (row.school.short_name, reverse("schools:assessment", args=[row.school.pk, year]), "")
        for row in rows
        if row.state == "submitted"
    ]
    return Missing(tuple(passports), tuple(late), tuple(waiting))
