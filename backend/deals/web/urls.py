"""Addresses below /pairings/."""

from django.urls import path

from . import deals, pairings

urlpatterns = [
    path("<int:pairing_id>/", pairings.pairing, name="pairing"),
    path("<int:pairing_id>/accept/", pairings.accept, name="pairing_accept"),
    path("<int:pairing_id>/decline/", pairings.decline, name="pairing_decline"),
    path("of/<int:need_id>/<int:offer_id>/", pairings.of_pair, name="pairing_of_pair"),
    path("deals/", deals.deals, name="deals"),
    path("deals/<int:deal_id>/", deals.deal, name="deal"),
]
