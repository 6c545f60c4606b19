"""Addresses of stored versions."""

from django.urls import path

from . import comparing

urlpatterns = [
    path("<slug:subject>/<id:subject_id>/", comparing.versions, name="versions"),
    path(
        "<slug:subject>/<id:subject_id>/<id:number>/restore/",
        comparing.version_restore,
        name="version_restore",
    ),
]
