"""Addresses below /pairings/."""

from django.urls import path

from . import pairings

urlpatterns = [
    path("<id:pairing_id>/", pairings.pairing, name="pairing"),
    path("<id:pairing_id>/accept/", pairings.accept, name="pairing_accept"),
    path("<id:pairing_id>/decline/", pairings.decline, name="pairing_decline"),
]
