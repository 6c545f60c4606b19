"""Addresses of files."""

from django.urls import path

from . import files

urlpatterns = [
    path("<id:attachment_id>/", files.attachment, name="attachment"),
    path("open/<str:token>/", files.attachment_open, name="attachment_open"),
    path("<id:attachment_id>/withdraw/", files.attachment_withdraw, name="attachment_withdraw"),
    path("<slug:subject>/<id:subject_id>/", files.files, name="files"),
]
