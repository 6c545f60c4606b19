"""Addresses of listings."""

from django.urls import path

from . import acts, reading, writing

urlpatterns = [
    path("", reading.listings, name="listings"),
    path("new/<str:kind>/", writing.listing_new, name="listing_new"),
    path("<int:listing_id>/", reading.listing, name="listing"),
    path("<int:listing_id>/edit/", writing.listing_edit, name="listing_edit"),
    path("<int:listing_id>/broker/", acts.listing_broker, name="listing_broker"),
    path("<str:kind>/", reading.listings, name="listings"),
    path("<int:listing_id>/<slug:act>/", acts.act, name="listing_act"),
]
