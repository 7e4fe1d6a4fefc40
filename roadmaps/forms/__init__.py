"""What people type about roadmaps and checkpoints, checked."""

from roadmaps.forms.checkpoints import CompleteForm, MoveCheckpointForm, ReasonForm
from roadmaps.forms.plans import CommentForm, ImportHeadForm, RoadmapEditForm, RoadmapForm, UploadForm, school_choices
from roadmaps.forms.rows import (
    ActivityEditForm,
    ActivityForm,
    AddActivityForm,
    DeadlineForm,
    MoveForm,
    SectionEditForm,
    SectionForm,
)

__all__ = [
    "ActivityEditForm",
    "ActivityForm",
    "AddActivityForm",
    "CommentForm",
    "CompleteForm",
    "DeadlineForm",
    "ImportHeadForm",
    "MoveCheckpointForm",
    "MoveForm",
    "ReasonForm",
    "RoadmapEditForm",
    "RoadmapForm",
    "SectionEditForm",
    "SectionForm",
    "UploadForm",
    "school_choices",
]
