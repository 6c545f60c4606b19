"""Imports in the navigation of those who may import."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from backend.accounts.actors import Actor
from backend.core.places import Place, places_register

from .rules import kinds_importable


def _shown(actor: Actor) -> bool:
    return actor.signed_in and bool(kinds_importable(actor, actor.organisation_id))


places_register(
    Place(
        name="imports",
        url_name="imports",
        words=pgettext_lazy("navigation", "Imports"),
        order=92,
        shown=_shown,
    )
)
