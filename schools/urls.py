"""Addresses of schools and people."""

from django.urls import path

from schools import views

app_name = "schools"
urlpatterns = [
    path("", views.list_schools, name="list"),
    path("account/", views.account, name="account"),
]
