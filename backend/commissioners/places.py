"""Commissioners in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(
        name="commissioners", url_name="commissioners", words=_("Science commissioners"), order=59
    )
)
