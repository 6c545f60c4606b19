"""Addresses below /signing/."""

from django.urls import path

from . import certificates, pages

urlpatterns = [
    path("validate/", pages.validate, name="signing_validate"),
    path("certificates/", certificates.certificates, name="certificates"),
    path(
        "certificates/<id:certificate_id>/revoke/", certificates.revoke, name="certificate_revoke"
    ),
    path("root.pem", pages.root, name="signing_root"),
    path("documents/<id:document_id>/", pages.document, name="signing_document"),
    path("documents/<id:document_id>/text/", pages.text, name="signing_text"),
]
