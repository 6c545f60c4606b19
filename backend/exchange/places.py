"""Partner markets in the navigation, and the origin of a listing for its page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="listing_origin", url_name="exchange_origin"),
    Place(
        name="exchange_markets", url_name="exchange_markets", words=_("Partner markets"), order=85
    ),
)
