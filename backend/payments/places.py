"""Pages of payments that others link to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="payment", url_name="payment"),
    Place(name="payment_start", url_name="payment_start"),
    Place(
        name="payments",
        url_name="payments",
        words=_("Payments"),
        order=60,
        shown=lambda actor: actor.organisation_id is not None,
    ),
)
