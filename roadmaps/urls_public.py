"""Addresses that need no sign-in."""

from django.urls import path

from roadmaps.views import publishing

urlpatterns = [path("roadmaps/<uuid:public_key>/", publishing.show_public, name="public_roadmap")]
