"""Addresses of files in the API."""

from django.urls import path

from .views import FileContentView, FilesView, FileView

urlpatterns = [
    path("subjects/<slug:subject>/<id:subject_id>/files/", FilesView.as_view()),
    path("files/<id:pk>/", FileView.as_view()),
    path("files/<id:pk>/content/", FileContentView.as_view()),
]
