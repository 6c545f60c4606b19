"""The statement in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

from .selectors import owners_readable_by

places_register(
    Place(
        name="statement",
        url_name="statement",
        words=_("Accounts and statements"),
        order=61,
        shown=lambda actor: len(owners_readable_by(actor)) > 1 or actor.operator,
    ),
)
