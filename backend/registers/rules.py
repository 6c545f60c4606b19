"""Who hosts, who registers, who agrees to belong to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action, binds
from backend.accounts.models import Duty

from .models import Registered

HOST = action(
    "registered_host",
    _("Ask that one's platform, alliance or carrier is registered, state its figures"),
    [Duty.ENTERPRISE_MEMBER, Duty.UNIVERSITY_OFFICE, Duty.SERVICE_MEMBER, Duty.BROKER],
)
KEEP = action(
    "register_keep",
    _("Keep a region's registers, publish their lists"),
    [Duty.REGIONAL_OFFICER],
)
NOT_HOST = _("Only those who answer for the host do this.")
NOT_KEEPER = _("Only officers of the unit that keeps the register do this.")
NOT_MEMBER = _("Only those who answer for an organisation named in it do this.")


def may_keep(actor: Actor, registered: Registered) -> bool:
    """Officers of its unit."""
    return KEEP.allows(actor, registered.unit_id)


def may_host(actor: Actor, registered: Registered) -> bool:
    """Who answers for the host."""
    return HOST.allows(actor, registered.host_id)


def may_bind(actor: Actor, organisation_id: int | None) -> bool:
    """Who answers for a member."""
    return binds(actor, organisation_id)
