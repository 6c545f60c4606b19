"""Mandates in the navigation, for those who give and those who hold them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

from .rules import GRANT, HOLD

places_register(
    Place(
        name="mandates",
        url_name="mandates",
        words=_("Mandates"),
        order=66,
        # Every page shows it: nothing is asked of the database.
        shown=lambda actor: not actor.acting.isdisjoint({*GRANT.duties, *HOLD.duties}),
    ),
    Place(name="mandate_new", url_name="mandate_new"),
)
