"""What is not finished at a school that is about to be closed or joined to another."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from curators.models import Agreement, Assignment, Recommendation
from monitoring.models import ProgressReport
from roadmaps.models import Checkpoint, Roadmap
from schools.models import School, User


@dataclass(frozen=True, slots=True)
class OpenWork:
    """So many things of a kind, where they are seen, and what a person decides about them."""

    count: int
    nouns: str
    url: str
    advice: str


def open_work(school: School, today: date) -> list[OpenWork]:
    """Kinds of things that are still open, without those of which there is nothing. Nothing of it changes by itself."""
    about = f"?school={school.pk}"
    agreements = Agreement.objects.filter(Q(school=school) | Q(base_school=school)).filter(
        Q(ends_on=None) | Q(ends_on__gte=today)
    )
    rows = (
        (
            Roadmap.objects.filter(school=school).exclude(status=Roadmap.Status.CLOSED),
            "незавершённая дорожная карта,незавершённые дорожные карты,незавершённых дорожных карт",
            reverse("roadmaps:list") + about,
            "завершите или удалите черновик; продолжить работу можно картой новой школы",
        ),
        (
            Checkpoint.objects.in_force().open().filter(school=school),
            "открытая контрольная точка,открытые контрольные точки,открытых контрольных точек",
            reverse("roadmaps:checkpoints") + about,
            "отметьте выполненной или отмените с причиной",
        ),
        (
            ProgressReport.objects.unfiled().filter(school=school),
            "несданный отчёт,несданных отчёта,несданных отчётов",
            reverse("monitoring:reports") + about,
            "заполните по поручению школы",
        ),
        (
            Assignment.objects.current(today).filter(school=school),
            "закрепление куратора,закрепления кураторов,закреплений кураторов",
            reverse("curators:assignments") + about,
            "завершите и закрепите куратора за новой школой",
        ),
        (
            agreements,
            "действующий договор,действующих договора,действующих договоров",
            reverse("curators:agreements"),
            "перезаключите с новой школой, если он нужен",
        ),
        (
            Recommendation.objects.filter(school=school, done_on=None),
            "невыполненная рекомендация,невыполненные рекомендации,невыполненных рекомендаций",
            reverse("curators:recommendations") + about,
            "отметьте выполненными или дайте новой школе",
        ),
        (
            User.objects.active().filter(school=school),
            "учётная запись директора,учётные записи директоров,учётных записей директоров",
            "",
            "администратор закроет её или переведёт в другую школу",
        ),
    )
    counted = ((rows.count(), nouns, url, advice) for rows, nouns, url, advice in rows)
    return [OpenWork(*kind) for kind in counted if kind[0]]
