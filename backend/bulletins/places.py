"""Bulletins in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="bulletins", url_name="bulletins", words=_("Bulletins of chains"), order=79)
)
