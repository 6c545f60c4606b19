"""Addresses below /contracts/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.contracts, name="contracts"),
    path("of-deal/<id:deal_id>/", pages.draft, name="contract_draft"),
    path("<id:contract_id>/", pages.contract, name="contract"),
    path("<id:contract_id>/confirm/", pages.confirm, name="contract_confirm"),
    path("<id:contract_id>/return/", pages.give_back, name="contract_return"),
    path("<id:contract_id>/revise/", pages.revise, name="contract_revise"),
]
