"""Addresses of events and of messages that are told again."""

from django.urls import path

from .views import EventsView, MessageResendView

urlpatterns = [
    path("events/", EventsView.as_view(), name="api-events"),
    path(
        "webhook-messages/<id:message>/resend/",
        MessageResendView.as_view(),
        name="api-webhook-resend",
    ),
]
