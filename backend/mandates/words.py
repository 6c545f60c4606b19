"""How a step that a broker took for a client is told."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.core.models import Fact


def for_client(told: str, event: Fact) -> str:
    """What an event tells, with the mandate by which a broker did it for a side."""
    number = event.payload.get("mandate", "")
    if not number:
        return told
    return _("%(told)s, by its broker under mandate %(number)s") % {"told": told, "number": number}
