"""Saving a search and following a listing, which pages below lead to."""

from __future__ import annotations

from backend.core.places import Place, places_register

places_register(
    Place(name="search_save", url_name="search_save"),
    Place(name="listing_follow", url_name="listing_follow"),
)
