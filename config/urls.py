"""The map of the house: each app under its own word."""

from django.urls import include, path

from config import views

urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("jobs/<int:pk>/", views.show_job, name="job"),
    path("jobs/<int:pk>/cancel/", views.cancel_job, name="cancel_job"),
    path("demo/mail/", views.demo_mail, name="demo_mail"),
    path("accounts/", include("schools.urls_accounts")),
    path("public/", include("roadmaps.urls_public")),
    path("schools/", include("schools.urls")),
    path("roadmaps/", include("roadmaps.urls")),
    path("curators/", include("curators.urls")),
    path("reports/", include("reports.urls")),
    path("", include("monitoring.urls")),
]
