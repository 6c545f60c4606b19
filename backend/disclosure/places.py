"""Access in confidence, for links and the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(
        name="access",
        url_name="access",
        words=_("Access in confidence"),
        order=185,
        shown=lambda actor: actor.organisation_id is not None,
    )
)
