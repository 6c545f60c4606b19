"""Where needs are refined, for links from their pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="need_help", url_name="need_help"),
    Place(
        name="refinements",
        url_name="refinements",
        words=_("Needs being refined"),
        order=64,
        # Every page shows it: nothing is asked of the database.
        shown=lambda actor: actor.signed_in,
    ),
)
