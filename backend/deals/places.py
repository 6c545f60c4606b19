"""Deals in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(
        name="deals",
        url_name="deals",
        words=_("Deals"),
        order=20,
        shown=lambda actor: actor.organisation_id is not None,
    ),
    Place(name="deal", url_name="deal"),
)
