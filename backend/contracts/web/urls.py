"""Addresses below /contracts/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.contracts, name="contracts"),
    path("of-deal/<int:deal_id>/", pages.draft, name="contract_draft"),
    path("<int:contract_id>/", pages.contract, name="contract"),
    path("<int:contract_id>/confirm/", pages.confirm, name="contract_confirm"),
    path("<int:contract_id>/return/", pages.give_back, name="contract_return"),
    path("<int:contract_id>/revise/", pages.revise, name="contract_revise"),
]
