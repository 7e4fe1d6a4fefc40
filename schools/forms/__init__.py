"""What is typed about schools and people, checked."""

from schools.forms.assessments import AssessmentForm, VerifyForm
from schools.forms.identification import (
    CompareForm,
    ConfirmForm,
    CriterionForm,
    DecideForm,
    DecisionsForm,
    FederalListForm,
    SeenForm,
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
    "ConfirmForm",
    "CriterionForm",
    "DecideForm",
    "DecisionsForm",
    "FederalListForm",
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
    "SeenForm",
    "StartRunForm",
    "TableColumnsForm",
    "TableFileForm",
    "VerifyForm",
]
