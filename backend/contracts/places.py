"""Contracts in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(
        name="contracts",
        url_name="contracts",
        words=_("Contracts"),
        order=30,
        shown=lambda actor: actor.organisation_id is not None,
    ),
)
