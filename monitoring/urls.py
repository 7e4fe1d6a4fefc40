"""Addresses of monitoring: start pages, help, periods, progress reports."""

from django.urls import path

from monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("", views.start, name="start"),
]
