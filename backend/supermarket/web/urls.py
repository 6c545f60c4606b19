"""Addresses below /supermarket/."""

from django.urls import path

from . import comparison, favourites, patents, shelves

urlpatterns = [
    path("", shelves.shelf_page, name="shelf"),
    path("compare/", comparison.compare, name="compare"),
    path("favourites/", favourites.favourites, name="favourites"),
    path("favourites/<id:listing_id>/", favourites.keep, name="favourite_keep"),
    path("favourites/<id:listing_id>/forget/", favourites.forget, name="favourite_forget"),
    path("patent/", patents.patent_needs, name="patent_needs"),
]
