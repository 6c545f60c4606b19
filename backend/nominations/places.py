"""Applications to higher programmes in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(
        name="nominations",
        url_name="nomination_rounds",
        words=_("Higher programmes"),
        order=72,
        shown=lambda actor: bool(actor.acting),
    )
)
