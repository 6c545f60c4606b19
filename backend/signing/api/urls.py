"""Addresses below /api/v1/signing/."""

from django.urls import path

from .views import DocumentsView, ValidationView

urlpatterns = [
    path("validate/", ValidationView.as_view(), name="api-signing-validate"),
    path("documents/<id:document>/", DocumentsView.as_view(), name="api-signing-document"),
]
