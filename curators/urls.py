"""Addresses of curators: assignments, visits, consultations, agreements, recommendations."""

from django.urls import path

from curators.views import agreements, assignments, map, pairing, records

app_name = "curators"
urlpatterns = [
    path("", assignments.assignments, name="assignments"),
    path("assign/", assignments.assign, name="assign"),
    path("<int:pk>/end/", assignments.end_assignment, name="end_assignment"),
    path("visits/", records.visits, name="visits"),
    path("visits/add/", records.add_visit, name="add_visit"),
    path("visits/<int:pk>/", records.visit, name="visit"),
    path("visits/<int:pk>/edit/", records.edit_visit, name="edit_visit"),
    path("consultations/", records.consultations, name="consultations"),
    path("consultations/add/", records.add_consultation, name="add_consultation"),
    path("consultations/<int:pk>/", records.consultation, name="consultation"),
    path("consultations/<int:pk>/edit/", records.edit_consultation, name="edit_consultation"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/add/", agreements.add_agreement, name="add_agreement"),
    path("bases/<int:pk>/", pairing.suggest_bases, name="suggest_bases"),
    path("map/", map.show_map, name="map"),
    path("recommendations/", agreements.recommendations, name="recommendations"),
    path("recommendations/add/", agreements.add_recommendation, name="add_recommendation"),
    path("recommendations/<int:pk>/complete/", agreements.complete_recommendation, name="complete_recommendation"),
]
