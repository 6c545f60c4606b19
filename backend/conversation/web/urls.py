"""Addresses of conversations."""

from django.urls import path

from . import threads

urlpatterns = [
    path("messages/<id:message_id>/edit/", threads.message_edit, name="message_edit"),
    path("messages/<id:message_id>/withdraw/", threads.message_withdraw, name="message_withdraw"),
    path("<slug:subject>/<id:subject_id>/", threads.thread, name="thread"),
    path("<slug:subject>/<id:subject_id>/read/", threads.thread_read, name="thread_read"),
]
