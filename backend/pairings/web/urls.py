"""Addresses below /pairings/."""

from django.urls import path

from . import pairings

urlpatterns = [
    path("<id:pairing_id>/", pairings.pairing, name="pairing"),
    path("<id:pairing_id>/refer/", pairings.refer, name="pairing_refer"),
    path("<id:pairing_id>/<slug:act>/", pairings.act, name="pairing_act"),
]
