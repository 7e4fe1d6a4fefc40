"""Addresses of roadmaps, their rows, imports and checkpoints."""

from django.urls import path

from roadmaps.views import approval, checkpoints, imports, plans, rows, sections

app_name = "roadmaps"
urlpatterns = [
    path("", plans.show_roadmaps, name="list"),
    path("create/", plans.create, name="create"),
    path("parties/", plans.show_parties, name="parties"),
    path("<int:pk>/", plans.show, name="show"),
    path("<int:pk>/edit/", plans.edit_texts, name="edit_texts"),
    path("<int:pk>/delete/", plans.delete, name="delete"),
    path("<int:pk>/submit/", approval.submit, name="submit"),
    path("<int:pk>/return/", approval.return_to_draft, name="return_to_draft"),
    path("<int:pk>/close/", approval.close, name="close"),
    path("<int:pk>/read-deadline/", rows.read_deadline_text, name="read_deadline"),
    path("<int:pk>/activities/add/", rows.add_activity, name="add_activity"),
    path("activities/<int:pk>/edit/", rows.edit_activity, name="edit_activity"),
    path("activities/<int:pk>/delete/", rows.delete_activity, name="delete_activity"),
    path("activities/<int:pk>/move/", rows.move_activity, name="move_activity"),
    path("<int:pk>/sections/add/", sections.add_section, name="add_section"),
    path("sections/<int:pk>/edit/", sections.edit_section, name="edit_section"),
    path("sections/<int:pk>/delete/", sections.delete_section, name="delete_section"),
    path("sections/<int:pk>/move/", sections.move_section, name="move_section"),
    path("import/", imports.import_roadmap, name="import"),
    path("imports/<int:pk>/", imports.review_import, name="review_import"),
    path("imports/<int:pk>/head/", imports.correct_head, name="correct_import"),
    path("imports/<int:pk>/row/", imports.correct_row, name="correct_import_row"),
    path("imports/<int:pk>/accept/", imports.accept_import, name="accept_import"),
    path("imports/<int:pk>/source/", imports.import_source, name="import_source"),
    path("checkpoints/", checkpoints.show_checkpoints, name="checkpoints"),
    path("checkpoints/<int:pk>/", checkpoints.show_checkpoint, name="checkpoint"),
    path("checkpoints/<int:pk>/complete/", checkpoints.complete, name="complete_checkpoint"),
    path("checkpoints/<int:pk>/move/", checkpoints.move, name="move_checkpoint"),
    path("checkpoints/<int:pk>/cancel/", checkpoints.cancel, name="cancel_checkpoint"),
    path("checkpoints/<int:pk>/reopen/", checkpoints.reopen, name="reopen_checkpoint"),
    path("documents/<int:pk>/", checkpoints.download_document, name="download_document"),
]
