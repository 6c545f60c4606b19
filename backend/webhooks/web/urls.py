"""Addresses below /webhooks/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("of/<id:organisation_id>/", pages.endpoints, name="webhooks"),
    path("<id:endpoint_id>/", pages.endpoint, name="webhook"),
    path("<id:endpoint_id>/do/<slug:act>/", pages.endpoint_act, name="webhook_act"),
    path("messages/<id:message_id>/resend/", pages.resend, name="webhook_resend"),
]
