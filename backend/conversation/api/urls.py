"""Addresses of conversations in the API."""

from django.urls import path

from .views import MessagesReadView, MessagesView, MessageView

urlpatterns = [
    path("subjects/<slug:subject>/<id:subject_id>/messages/", MessagesView.as_view()),
    path("subjects/<slug:subject>/<id:subject_id>/messages/read/", MessagesReadView.as_view()),
    path("messages/<id:pk>/", MessageView.as_view()),
]
