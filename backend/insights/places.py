"""Figures among the pages that others link to; whoever has a dashboard finds it in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.places import Place, places_register

from .rules import desks_of
from .values import Desk


def _words(actor: Actor) -> object:
    return _("Figures of the region") if Desk.REGION in desks_of(actor) else _("Figures")


places_register(
    Place(
        name="insights",
        url_name="insights",
        words=_words,
        order=60,
        shown=lambda actor: bool(desks_of(actor)),
    ),
    Place(name="figures_glossary", url_name="figures_glossary"),
)
