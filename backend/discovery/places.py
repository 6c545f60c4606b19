"""Search, which other apps link to."""

from __future__ import annotations

from backend.core.places import Place, places_register

places_register(
    Place(name="search", url_name="search"),
    Place(name="similar", url_name="similar"),
)
