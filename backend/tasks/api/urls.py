"""Addresses of tasks in the API."""

from django.urls import path

from .views import OwnTasksView, TasksView, TaskView

urlpatterns = [
    path("subjects/<slug:subject>/<id:subject_id>/tasks/", TasksView.as_view()),
    path("tasks/", OwnTasksView.as_view()),
    path("tasks/<id:pk>/<str:act>/", TaskView.as_view()),
]
