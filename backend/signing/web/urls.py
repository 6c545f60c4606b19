"""Addresses below /signing/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("validate/", pages.validate, name="signing_validate"),
    path("root.pem", pages.root, name="signing_root"),
    path("documents/<id:document_id>/", pages.document, name="signing_document"),
    path("documents/<id:document_id>/text/", pages.text, name="signing_text"),
]
