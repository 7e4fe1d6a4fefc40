"""What is typed about schools and people, checked."""

from schools.forms.assessments import AssessmentForm, VerifyForm
from schools.forms.identification import (
    CompareForm,
    CriterionForm,
    DecideForm,
    DecisionsForm,
    FederalListForm,
    InForceForm,
    StartRunForm,
)
from schools.forms.library import RecommendedActivityForm
from schools.forms.passport_import import PassportImportForm
from schools.forms.passports import PassportForm
from schools.forms.people import ChangedPersonForm, ParametersForm, PersonForm, PhoneForm
from schools.forms.questionnaire import QuestionnaireForm
from schools.forms.questions import QuestionForm
from schools.forms.register import RegisterColumnsForm, RegisterFileForm
from schools.forms.results import (
    AboutTableForm,
    ResultColumnsForm,
    ResultForm,
    ResultSchoolsForm,
    ResultUploadForm,
)
from schools.forms.schools import ClosingForm, MergingForm, ReopeningForm, SchoolForm

__all__ = [
    "AboutTableForm",
    "AssessmentForm",
    "ChangedPersonForm",
    "ClosingForm",
    "CompareForm",
    "CriterionForm",
    "DecideForm",
    "DecisionsForm",
    "FederalListForm",
    "InForceForm",
    "MergingForm",
    "ParametersForm",
    "PassportForm",
    "PassportImportForm",
    "PersonForm",
    "PhoneForm",
    "QuestionForm",
    "QuestionnaireForm",
    "RecommendedActivityForm",
    "RegisterColumnsForm",
    "RegisterFileForm",
    "ReopeningForm",
    "ResultColumnsForm",
    "ResultForm",
    "ResultSchoolsForm",
    "ResultUploadForm",
    "SchoolForm",
    "StartRunForm",
    "VerifyForm",
]
