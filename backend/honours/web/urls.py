"""Addresses below /cases/."""

from __future__ import annotations

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.cases, name="cases"),
    path("of/<id:deal_id>/", pages.write, name="case_write"),
    path("<id:case_id>/", pages.case, name="case"),
    path("<id:case_id>/<slug:act>/", pages.act, name="case_act"),
]
