"""Who gives a mandate, who ends it, and what one covers."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor, Mandated
from backend.accounts.duties import action
from backend.accounts.models import Duty
from backend.catalog.models import Listing

from .models import Mandate

GRANT = action(
    "mandate_grant",
    _("Let a broker act for the organisation"),
    [Duty.ENTERPRISE_MEMBER, Duty.UNIVERSITY_OFFICE, Duty.SERVICE_MEMBER],
)
HOLD = action("mandate_hold", _("Act for a client by its mandate"), [Duty.BROKER])
NOT_CLIENT = _("Only who answers for the client gives a mandate and takes it back.")
NOT_BROKER = _("Only the broker who holds the mandate lays it down.")


def may_grant(actor: Actor) -> bool:
    """Whoever answers for the organisation acted for."""
    return GRANT.allows(actor, actor.organisation_id)


def may_revoke(actor: Actor, mandate: Mandate) -> bool:
    """Whoever answers for the client."""
    return GRANT.allows(actor, mandate.client_id)


def may_lay_down(actor: Actor, mandate: Mandate) -> bool:
    """The broker who holds it."""
    return actor.user_id == mandate.broker_id and HOLD.allows(actor, mandate.agency_id)


def mandate_for(
    actor: Actor, listing: Listing, *, across: Listing | None = None
) -> Mandated | None:
    """The mandate by which the actor may act for a listing's owner; he accompanies the listing. Who
    holds one of the owner ``across`` too acts for neither against the other."""
    if listing.broker_id is None or listing.broker_id != actor.user_id:
        return None
    if across is not None and mandate_for(actor, across) is not None:
        return None
    for held in actor.mandates:
        if held.client_id == listing.owner_id and held.listing_id in (None, listing.pk):
            return held
    return None


def mandated_query(actor: Actor, lookup: str) -> Q:
    """``mandate_for`` for a query, by the lookup to the listing."""
    if not actor.mandates:
        return Q(pk__in=[])
    whole = [held.client_id for held in actor.mandates if held.listing_id is None]
    single = [held.listing_id for held in actor.mandates if held.listing_id is not None]
    covered = Q(**{f"{lookup}__owner__in": whole}) | Q(**{f"{lookup}__in": single})
    return covered & Q(**{f"{lookup}__broker": actor.user_id})
