"""What people type about roadmaps and checkpoints, checked."""

from roadmaps.forms.batch import BatchForm
from roadmaps.forms.checkpoints import CompleteForm, MoveCheckpointForm, ReasonForm
from roadmaps.forms.columns import ColumnsForm
from roadmaps.forms.documents import AttachForm, RemarkForm, ReplaceForm
from roadmaps.forms.parties import TieForm
from roadmaps.forms.paste import COLUMNS, PasteForm, check
from roadmaps.forms.plans import (
    CloseForm,
    CommentForm,
    ImportHeadForm,
    RoadmapForm,
    UploadForm,
    edit_form,
    school_choices,
    template_choices,
)
from roadmaps.forms.recommending import RecommendForm
from roadmaps.forms.rows import (
    ActivityEditForm,
    ActivityForm,
    AddActivityForm,
    AddSectionForm,
    DeadlineForm,
    MoveForm,
    PlaceForm,
    SectionEditForm,
    SectionForm,
    SuggestForm,
)
from roadmaps.forms.updating import UpdateForm

__all__ = [
    "COLUMNS",
    "ActivityEditForm",
    "ActivityForm",
    "AddActivityForm",
    "AddSectionForm",
    "AttachForm",
    "BatchForm",
    "CloseForm",
    "ColumnsForm",
    "CommentForm",
    "CompleteForm",
    "DeadlineForm",
    "ImportHeadForm",
    "MoveCheckpointForm",
    "MoveForm",
    "PasteForm",
    "PlaceForm",
    "ReasonForm",
    "RecommendForm",
    "RemarkForm",
    "ReplaceForm",
    "RoadmapForm",
    "SectionEditForm",
    "SectionForm",
    "SuggestForm",
    "TieForm",
    "UpdateForm",
    "UploadForm",
    "check",
    "edit_form",
    "school_choices",
    "template_choices",
]
