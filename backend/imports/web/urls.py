"""Addresses below /imports/."""

from __future__ import annotations

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.imports, name="imports"),
    path("template/<slug:kind>/", pages.template, name="import_template"),
    path("<id:import_id>/", pages.import_page, name="import"),
    path("<id:import_id>/columns/", pages.columns, name="import_columns"),
    path("<id:import_id>/refused/", pages.refused, name="import_refused"),
    path("<id:import_id>/<slug:act>/", pages.act, name="import_act"),
]
