"""The portfolio in the navigation of offices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

from .rules import tends_portfolio

places_register(
    Place(
        name="portfolio",
        url_name="portfolio",
        words=_("Achievement portfolio"),
        order=90,
        shown=lambda actor: tends_portfolio(actor, actor.organisation_id),
    )
)
