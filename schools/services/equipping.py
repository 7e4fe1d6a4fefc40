"""What a new municipality is given: the standard lists and methods, which it then changes as it likes."""

from django.db import transaction

from schools.identification.standard import STANDARD
from schools.models import (
    IdentificationMethod,
    MethodVersion,
    Municipality,
    PassportQuestion,
    Questionnaire,
    RecommendedActivity,
    RiskKind,
)
from schools.standards import library, passport, questionnaire


@transaction.atomic
def equip(municipality: Municipality) -> None:
    """Give a municipality that has no lists yet the standard ones."""
    PassportQuestion.objects.bulk_create(passport.rows(municipality.pk))
    give_questionnaire(municipality)
    give_methods(municipality)


def give_questionnaire(municipality: Municipality) -> None:
    """The kinds of risk, the first version of the questionnaire, what is recommended against each risk."""
    kinds = RiskKind.objects.bulk_create(
        RiskKind(municipality=municipality, code=code, title=title, position=place)
        for place, (code, title, _) in enumerate(questionnaire.RISKS, start=1)
    )
    Questionnaire.objects.create(municipality=municipality, version=1, content=questionnaire.content())
    RecommendedActivity.objects.bulk_create(
        RecommendedActivity(
            municipality=municipality,
            kind=kind,
            text=text,
            deadline_text=deadline,
            responsible_text=responsible,
            result=result,
            output_documents=document,
        )
        for kind in kinds
        for text, deadline, responsible, result, document in library.ACTIVITIES[kind.code]
    )


def give_methods(municipality: Municipality) -> None:
    """The standard methods of identification, each in force in its first version since the municipality is here."""
    for code, method in STANDARD.items():
        row = IdentificationMethod.objects.create(municipality=municipality, code=code, name=method.name)
        MethodVersion.objects.create(
            municipality=municipality,
            method=row,
            number=1,
            status=MethodVersion.Status.IN_FORCE,
            content=method.as_dict(),
            in_force_from=municipality.created_at.date(),
        )
