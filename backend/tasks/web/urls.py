"""Addresses of tasks."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.own, name="tasks_own"),
    path("<id:task_id>/", pages.task, name="task"),
    path("<id:task_id>/<slug:act>/", pages.task_act, name="task_act"),
    path("<slug:subject>/<id:subject_id>/", pages.tasks, name="tasks"),
]
