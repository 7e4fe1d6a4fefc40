"""Addresses of schools and people."""

from django.urls import path

from schools.views import passports, people, schools

app_name = "schools"
urlpatterns = [
    path("", schools.list_schools, name="list"),
    path("add/", schools.add, name="add"),
    path("<int:pk>/", schools.show, name="show"),
    path("<int:pk>/edit/", schools.edit, name="edit"),
    path("<int:pk>/passport/<int:year>/", passports.edit_passport, name="edit_passport"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/<int:pk>/", people.edit_person, name="edit_person"),
    path("parameters/", people.parameters, name="parameters"),
    path("account/", people.account, name="account"),
]
