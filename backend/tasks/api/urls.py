"""Addresses of tasks in the API."""

from django.urls import path

from .views import TasksView

urlpatterns = [
    path("subjects/<slug:subject>/<id:subject_id>/tasks/", TasksView.as_view()),
]
