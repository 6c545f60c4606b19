"""Addresses below /access/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.access, name="access"),
    path("of/<id:listing_id>/", pages.of_listing, name="access_of_listing"),
    path("of/<id:listing_id>/ask/", pages.ask, name="access_ask"),
    path("<id:access_request_id>/", pages.access_request, name="access_request"),
    path("<id:access_request_id>/<slug:act>/", pages.act, name="access_request_act"),
]
