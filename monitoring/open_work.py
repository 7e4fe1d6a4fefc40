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


# Of each kind: its nouns, the register where it is seen, and what a person does about it.
KINDS = {
    "roadmaps": (
        "незавершённая дорожная карта,незавершённые дорожные карты,незавершённых дорожных карт",
        "roadmaps:list",
        "завершите или удалите черновик; продолжить работу можно картой новой школы",
    ),
    "checkpoints": (
        "открытая контрольная точка,открытые контрольные точки,открытых контрольных точек",
        "roadmaps:checkpoints",
        "отметьте выполненной или отмените с причиной",
    ),
    "reports": (
        "несданный отчёт,несданных отчёта,несданных отчётов",
        "monitoring:reports",
        "заполните по поручению школы",
    ),
    "assignments": (
        "закрепление куратора,закрепления кураторов,закреплений кураторов",
        "curators:assignments",
        "завершите и закрепите куратора за новой школой",
    ),
    "agreements": (
        "действующий договор,действующих договора,действующих договоров",
        "curators:agreements",
        "перезаключите с новой школой, если он нужен",
    ),
    "recommendations": (
        "невыполненная рекомендация,невыполненные рекомендации,невыполненных рекомендаций",
        "curators:recommendations",
        "отметьте выполненными или дайте новой школе",
    ),
    "accounts": (
        "учётная запись директора,учётные записи директоров,учётных записей директоров",
        "",
        "администратор закроет её или переведёт в другую школу",
    ),
}


def open_work(school: School, today: date) -> list[OpenWork]:
    """Kinds of things that are still open, without those of which there is nothing. Nothing of it changes by itself."""
    party, lasting = Q(school=school) | Q(base_school=school), Q(ends_on=None) | Q(ends_on__gte=today)
    rows = {
        "roadmaps": Roadmap.objects.filter(school=school).exclude(status=Roadmap.Status.CLOSED),
        "checkpoints": Checkpoint.objects.in_force().open().filter(school=school),
        "reports": ProgressReport.objects.unfiled().filter(school=school),
        "assignments": Assignment.objects.current(today).filter(school=school),
        "agreements": Agreement.objects.filter(party & lasting),
        "recommendations": Recommendation.objects.filter(school=school, done_on=None),
        "accounts": User.objects.active().filter(school=school),
    }
    return [_told(kind, count, school) for kind in KINDS if (count := rows[kind].count())]


def _told(kind: str, count: int, school: School) -> OpenWork:
    nouns, register, advice = KINDS[kind]
    url = reverse(register) if register else ""  # people are kept by the administrator
    return OpenWork(count, nouns, url and f"{url}?school={school.pk}", advice)
