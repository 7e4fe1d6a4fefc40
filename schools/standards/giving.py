"""The standard questionnaire and library as rows of a municipality. Migrations bring their own models."""

from schools.standards import library, questionnaire


def give_questionnaire(municipality_id: int, RiskKind, Questionnaire, RecommendedActivity) -> None:
    """The kinds of risk, the first version of the questionnaire, what is recommended against each risk."""
    city = {"municipality_id": municipality_id}
    kinds = RiskKind.objects.bulk_create(
        RiskKind(**city, code=code, title=title, position=place)
        for place, (code, title, _) in enumerate(questionnaire.RISKS, start=1)
    )
    Questionnaire.objects.create(**city, version=1, content=questionnaire.content())
    RecommendedActivity.objects.bulk_create(
        RecommendedActivity(
            **city,
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
