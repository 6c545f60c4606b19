"""Addresses below /mandates/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.mandates, name="mandates"),
    path("new/", pages.new, name="mandate_new"),
    path("<id:mandate_id>/", pages.mandate, name="mandate"),
    path("<id:mandate_id>/<slug:act>/", pages.act, name="mandate_act"),
]
