"""Addresses of listings."""

from django.urls import path

from . import acts, own, reading, writing

urlpatterns = [
    path("", reading.listings, name="listings"),
    path("own/", own.own_listings, name="own_listings"),
    path("own/<str:kind>/", own.own_listings, name="own_listings"),
    path("new/<str:kind>/", writing.listing_new, name="listing_new"),
    path("<id:listing_id>/", reading.listing, name="listing"),
    path("<id:listing_id>/edit/", writing.listing_edit, name="listing_edit"),
    path("<id:listing_id>/broker/", acts.listing_broker, name="listing_broker"),
    path("<str:kind>/", reading.listings, name="listings"),
    path("<id:listing_id>/<slug:act>/", acts.act, name="listing_act"),
]
