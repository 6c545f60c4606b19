"""Where one joins, for links from desks, settings and the list of members."""

from __future__ import annotations

from backend.core.places import Place, places_register

places_register(
    Place(name="join", url_name="join"),
    Place(name="joining", url_name="joining"),
)
