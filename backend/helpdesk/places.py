"""Where people get help, for links from other apps, and the operator's searches."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

from .rules import AUDIT

places_register(
    Place(
        name="help",
        url_name="help",
        words=_("Help"),
        order=95,
    ),
    Place(name="listing_report", url_name="listing_report"),
    Place(
        name="audit",
        url_name="audit",
        words=_("Audit trail"),
        order=97,
        shown=lambda actor: AUDIT.allows(actor, None),
    ),
)
