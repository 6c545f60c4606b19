"""Addresses below /introductions/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.introductions, name="introductions"),
    path("new/", pages.new, name="introduction_new"),
    path("<id:introduction_id>/", pages.introduction, name="introduction"),
    path("<id:introduction_id>/<slug:act>/", pages.act, name="introduction_act"),
]
