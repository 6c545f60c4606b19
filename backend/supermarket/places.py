"""The shelf, favourites and the patent search, in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="shelf", url_name="shelf", words=_("Achievement supermarket"), order=50),
    Place(
        name="favourites",
        url_name="favourites",
        words=_("Favourites"),
        order=70,
        shown=lambda actor: actor.signed_in,
    ),
    Place(name="patent_needs", url_name="patent_needs", words=_("Needs like my patent"), order=51),
)
