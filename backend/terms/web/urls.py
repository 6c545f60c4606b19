"""Addresses below /terms/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("of-deal/<id:deal_id>/", pages.make, name="offer_make"),
    path("<id:offer_id>/", pages.offer, name="offer"),
    path("<id:offer_id>/<slug:act>/", pages.act, name="offer_act"),
]
