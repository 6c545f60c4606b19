"""Addresses below /deals/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.deals, name="deals"),
    path("<id:deal_id>/", pages.deal, name="deal"),
    path("<id:deal_id>/<slug:act>/", pages.act, name="deal_act"),
]
