"""Who holds events, and who comes to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty

from .models import Gathering

HOLD = action(
    "event_hold",
    _("Hold events"),
    [Duty.REGIONAL_OFFICER, Duty.UNIVERSITY_OFFICE, Duty.BROKER, Duty.SERVICE_MEMBER],
)
NOT_ORGANISER = _("Only those who answer for its organiser do this.")


def may_hold(actor: Actor) -> bool:
    """Whether the actor holds events for the organisation acted for."""
    return HOLD.allows(actor, actor.organisation_id)


def may_run(actor: Actor, gathering: Gathering) -> bool:
    """Whether the actor runs this event."""
    return HOLD.allows(actor, gathering.organiser_id)
