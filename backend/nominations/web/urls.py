"""Addresses below /higher-programmes/."""

from __future__ import annotations

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.rounds, name="nomination_rounds"),
    path("new/", pages.new, name="nomination_round_new"),
    path("applications/<id:nomination_id>/", pages.nomination, name="nomination"),
    path("applications/<id:nomination_id>/<slug:act>/", pages.act, name="nomination_act"),
    path("<id:nomination_round_id>/", pages.round_page, name="nomination_round"),
    path("<id:nomination_round_id>/apply/", pages.apply, name="nomination_apply"),
    path("<id:nomination_round_id>/rank/", pages.rank, name="nomination_rank"),
    path("<id:nomination_round_id>/letter.pdf", pages.letter, name="nomination_letter"),
    path("<id:nomination_round_id>/<slug:act>/", pages.round_act, name="nomination_round_act"),
]
