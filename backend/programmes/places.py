"""Policies, programmes and vouchers in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="policies", url_name="policies", words=_("Policies and support"), order=70),
    Place(
        name="supports",
        url_name="supports",
        words=_("Applications for support"),
        order=71,
        shown=lambda actor: actor.organisation_id is not None,
    ),
)
