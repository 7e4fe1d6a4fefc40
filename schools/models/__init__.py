"""Who and where: the municipality, its schools and people, and what is known of the schools."""

from schools.models.facts import ExamResult, RiskFactor, SocialPassport, SupportStatus
from schools.models.municipality import Municipality
from schools.models.school import School
from schools.models.user import User

__all__ = ["ExamResult", "Municipality", "RiskFactor", "School", "SocialPassport", "SupportStatus", "User"]
