"""Partner markets in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="open_data", url_name="open_data", words=_("Open data"), order=86),
    Place(
        name="exchange_markets", url_name="exchange_markets", words=_("Partner markets"), order=85
    ),
)
