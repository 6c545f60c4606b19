"""Where one joins, for links from desks, settings and the list of members."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="join", url_name="join"),
    Place(name="organisation_register", url_name="organisation_register"),
    Place(name="organisation_apply", url_name="organisation_apply"),
    Place(
        name="organisations_overseen",
        url_name="organisations_overseen",
        words=_("Manage organisations"),
        order=75,
        shown=lambda actor: actor.operator,
    ),
    Place(name="joining", url_name="joining"),
)
