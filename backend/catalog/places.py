"""What is on the market, in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.core.places import Place, places_register

from .kinds import KINDS

ORGANISATIONS = 48
OWN = 91

FIRST = 40  # behind what is the reader's own

places_register(
    Place(
        name="own_listings",
        url_name="own_listings",
        words=_("Own listings"),
        order=OWN,
        shown=lambda actor: actor.organisation_id is not None,
    ),
    Place(
        name="organisations",
        url_name="organisations",
        words=pgettext_lazy("listing", "Organisations"),
        order=ORGANISATIONS,
    ),
    *(
        Place(
            name=kind.name,
            url_name="listings",
            args=(kind.name,),
            words=kind.words.many,
            order=order,
        )
        for order, kind in enumerate(KINDS.values(), FIRST)
        if kind.in_navigation
    ),
)
