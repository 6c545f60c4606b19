"""Records of integrity and draws in the navigation, and for links from calls."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="sanctions", url_name="sanctions", words=_("Integrity and inspections"), order=81)
)
