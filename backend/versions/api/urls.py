"""Addresses of stored versions in the API."""

from django.urls import path

from .views import VersionRestoreView, VersionsView

urlpatterns = [
    path("subjects/<slug:subject>/<id:subject_id>/versions/", VersionsView.as_view()),
    path(
        "subjects/<slug:subject>/<id:subject_id>/versions/<id:number>/restore/",
        VersionRestoreView.as_view(),
    ),
]
