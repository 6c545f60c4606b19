"""Addresses below /recommended/."""

from __future__ import annotations

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.editions, name="editions"),
    path("new/", pages.new, name="edition_new"),
    path("subscribe/", pages.subscribe, name="editions_subscribe"),
    path("proposals/<id:entry_id>/", pages.judge, name="edition_judge"),
    path("<id:edition_id>/", pages.edition, name="edition"),
    path("<id:edition_id>/propose/", pages.propose, name="edition_propose"),
    path("<id:edition_id>/amend/", pages.amend, name="edition_amend"),
    path("<id:edition_id>/file.<slug:kind>", pages.file, name="edition_file"),
    path("<id:edition_id>/<slug:act>/", pages.act, name="edition_act"),
]
