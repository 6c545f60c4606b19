"""The composed pages that apps below link to; the desk leads the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.models import Duty
from backend.core.places import Place, places_register


def _desk(actor: Actor) -> str:
    return _("My needs") if Duty.ENTERPRISE_MEMBER in actor.acting else _("My desk")


places_register(
    Place(
        name="desk",
        url_name="desk",
        words=_desk,
        order=10,
        shown=lambda actor: actor.signed_in,
    ),
    Place(name="listing_pairings", url_name="listing_pairings"),
    Place(name="preferences", url_name="preferences"),
)
