"""Ownership among the pages that others link to."""

from __future__ import annotations

from backend.core.places import Place, places_register

places_register(
    Place(name="listing_ownership", url_name="listing_ownership"),
    Place(name="assets", url_name="assets"),
)
