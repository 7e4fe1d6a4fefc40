"""Addresses of schools and people."""

from django.urls import path

from schools.views import (
    assessments,
    dynamics,
    library,
    passport_import,
    passports,
    people,
    questionnaire,
    questions,
    register,
    schools,
    summary,
)

app_name = "schools"
urlpatterns = [
    path("", schools.list_schools, name="list"),
    path("add/", schools.add, name="add"),
    path("import/", register.import_register, name="import_register"),
    path("import/sample/", register.register_sample, name="register_sample"),
    path("import/<int:pk>/", register.register_import, name="register_import"),
    path("import/<int:pk>/apply/", register.apply_register_import, name="apply_register_import"),
    path("<int:pk>/", schools.show, name="show"),
    path("<int:pk>/edit/", schools.edit, name="edit"),
    path("<int:pk>/passport/<int:year>/", passports.edit_passport, name="edit_passport"),
    path("<int:pk>/assessment/<int:year>/", assessments.assessment, name="assessment"),
    path("<int:pk>/assessment/<int:year>/edit/", assessments.edit_assessment, name="edit_assessment"),
    path("<int:pk>/assessment/<int:year>/verify/", assessments.verify_assessment, name="verify_assessment"),
    path("assessments/", assessments.assessments, name="assessments"),
    path("questionnaire/", questionnaire.questionnaire, name="questionnaire"),
    path("library/", library.library, name="library"),
    path("library/add/", library.add_recommended, name="add_recommended"),
    path("library/<int:pk>/", library.edit_recommended, name="edit_recommended"),
    path("passports/", summary.passports, name="passports"),
    path("passports/import/", passport_import.import_passports, name="import_passports"),
    path("passports/blank/", summary.passport_blank, name="passport_blank"),
    path("passports/questions/", questions.passport_questions, name="passport_questions"),
    path("passports/questions/add/", questions.add_passport_question, name="add_passport_question"),
    path("passports/questions/<int:pk>/", questions.edit_passport_question, name="edit_passport_question"),
    path("passports/questions/<int:pk>/move/", questions.move_passport_question, name="move_passport_question"),
    path("<int:pk>/dynamics/", dynamics.school_dynamics, name="school_dynamics"),
    path("dynamics/", dynamics.dynamics, name="dynamics"),
    path("dynamics/changes/", dynamics.changes, name="changes"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/<int:pk>/", people.edit_person, name="edit_person"),
    path("parameters/", people.parameters, name="parameters"),
    path("account/", people.account, name="account"),
]
