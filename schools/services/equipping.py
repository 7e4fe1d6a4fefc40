"""What a new municipality is given: the standard lists, which it then changes as it likes."""

from schools.models import Municipality, PassportQuestion, Questionnaire, RecommendedActivity, RiskKind
from schools.standards import passport
from schools.standards.giving import give_questionnaire


def equip(municipality: Municipality) -> None:
    """Give a municipality that has no lists yet the standard ones."""
    PassportQuestion.objects.bulk_create(passport.rows(municipality.pk))
    give_questionnaire(municipality.pk, RiskKind, Questionnaire, RecommendedActivity)
