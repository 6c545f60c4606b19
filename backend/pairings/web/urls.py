"""Addresses below /pairings/."""

from django.urls import path

from . import pairings

urlpatterns = [
    path("<int:pairing_id>/", pairings.pairing, name="pairing"),
    path("<int:pairing_id>/accept/", pairings.accept, name="pairing_accept"),
    path("<int:pairing_id>/decline/", pairings.decline, name="pairing_decline"),
]
