"""Addresses below /contracts/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.contracts, name="contracts"),
    path("of-deal/<int:deal_id>/", pages.draft, name="contract_draft"),
    path("<int:contract_id>/", pages.contract, name="contract"),
    path("<int:contract_id>/<slug:act>/", pages.act, name="contract_act"),
]
