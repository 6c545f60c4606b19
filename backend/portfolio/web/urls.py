"""Addresses below /portfolio/."""

from __future__ import annotations

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.portfolio, name="portfolio"),
    path("approval/", pages.approval, name="portfolio_approval"),
    path("of/<id:listing_id>/", pages.backing, name="backing"),
    path("of/<id:listing_id>/renew/", pages.renew, name="achievement_renew"),
    path("of/<id:listing_id>/<slug:part>/", pages.part, name="backing_part"),
    path("of/<id:listing_id>/<slug:part>/<id:row_id>/", pages.part, name="backing_row"),
    path("of/<id:listing_id>/<slug:part>/<id:row_id>/remove/", pages.remove, name="backing_remove"),
]
