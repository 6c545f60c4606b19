"""Addresses below /deals/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.deals, name="deals"),
    path("<int:deal_id>/", pages.deal, name="deal"),
    path("<int:deal_id>/<slug:act>/", pages.act, name="deal_act"),
]
