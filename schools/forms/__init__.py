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
from schools.forms.passports import PassportForm
from schools.forms.people import ChangedPersonForm, ParametersForm, PersonForm, PhoneForm
from schools.forms.questionnaire import QuestionnaireForm
from schools.forms.questions import QuestionForm
from schools.forms.results import (
    AboutTableForm,
    ResultColumnsForm,
    ResultForm,
    ResultSchoolsForm,
    ResultUploadForm,
)
from schools.forms.schools import ClosingForm, MergingForm, ReopeningForm, SchoolForm
from schools.forms.tables import PassportFileForm, TableColumnsForm, TableFileForm

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
    "PassportFileForm",
    "PassportForm",
    "PersonForm",
    "PhoneForm",
    "QuestionForm",
    "QuestionnaireForm",
    "RecommendedActivityForm",
    "ReopeningForm",
    "ResultColumnsForm",
    "ResultForm",
    "ResultSchoolsForm",
    "ResultUploadForm",
    "SchoolForm",
    "StartRunForm",
    "TableColumnsForm",
    "TableFileForm",
    "VerifyForm",
]
