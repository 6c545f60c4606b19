"""Figures among the pages that others link to; who looks after a region finds them in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Duty
from backend.core.places import Place, places_register


def _looks_after(actor: Actor) -> bool:
    return actor.operator or Duty.REGIONAL_OFFICER in actor.acting


places_register(
    Place(
        name="insights",
        url_name="insights",
        words=_("Figures of the region"),
        order=60,
        shown=_looks_after,
    ),
    Place(name="figures_glossary", url_name="figures_glossary"),
)
