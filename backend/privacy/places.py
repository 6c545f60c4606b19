"""What pages below link to."""

from __future__ import annotations

from backend.core.places import Place, places_register

places_register(Place(name="my_data", url_name="my_data"))
