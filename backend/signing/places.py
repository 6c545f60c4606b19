"""The page that checks a document, and the certificates by which people sign."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(
        name="certificates",
        url_name="certificates",
        words=_("Signing certificates"),
        order=92,
        shown=lambda actor: bool(actor.duties),
    )
)
