"""Who and where: the municipality, its schools and people, and what is known of the schools."""

from schools.models.assessment import Questionnaire, SelfAssessment
from schools.models.history import SchoolEvent
from schools.models.identification import (
    FederalList,
    FederalListing,
    IdentificationMethod,
    IdentificationRun,
    MethodVersion,
    RunSchool,
    Verdict,
)
from schools.models.importing import (
    ColumnMapping,
    PassportImport,
    RegisterImport,
    ResultImport,
    ResultLine,
    SchoolSpelling,
)
from schools.models.municipality import Municipality
from schools.models.passport import PassportQuestion, SocialPassport
from schools.models.result import ExamResult, ResultBenchmark
from schools.models.risk import RecommendedActivity, RiskFactor, RiskKind
from schools.models.school import School
from schools.models.status import SupportStatus
from schools.models.user import User

__all__ = [
    "ColumnMapping",
    "ExamResult",
    "FederalList",
    "FederalListing",
    "IdentificationMethod",
    "IdentificationRun",
    "MethodVersion",
    "Municipality",
    "PassportImport",
    "PassportQuestion",
    "Questionnaire",
    "RecommendedActivity",
    "RegisterImport",
    "ResultBenchmark",
    "ResultImport",
    "ResultLine",
    "RiskFactor",
    "RiskKind",
    "RunSchool",
    "School",
    "SchoolEvent",
    "SchoolSpelling",
    "SelfAssessment",
    "SocialPassport",
    "SupportStatus",
    "User",
    "Verdict",
]
