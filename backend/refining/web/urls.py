"""Addresses below /refining/."""

from django.urls import path

from . import helping, pages

urlpatterns = [
    path("", pages.refinements, name="refinements"),
    path("needs/<id:listing_id>/", helping.of_need, name="need_help"),
    path("needs/<id:listing_id>/begin/", pages.begin, name="refinement_begin"),
    path("needs/<id:listing_id>/help/", helping.note, name="help_note"),
    path("needs/<id:listing_id>/help/<id:help_id>/strike/", helping.strike, name="help_strike"),
    path("needs/<id:listing_id>/rating/", helping.rate, name="need_rate"),
    path("proposals/<id:need_proposal_id>/", pages.proposal, name="need_proposal"),
    path(
        "proposals/<id:need_proposal_id>/<slug:act>/", pages.proposal_act, name="need_proposal_act"
    ),
    path("<id:refinement_id>/", pages.refinement, name="refinement"),
    path("<id:refinement_id>/propose/", pages.propose, name="proposal_make"),
    path("<id:refinement_id>/helpers/", pages.bring_in, name="helper_add"),
    path("<id:refinement_id>/<slug:act>/", pages.act, name="refinement_act"),
]
