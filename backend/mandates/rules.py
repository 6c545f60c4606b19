"""Who gives a mandate, who ends it, and what one covers."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """The other side of the table: its organisation and listing, who decided, signed or invited for
    it, and the number of the mandate by which that was done (empty where by duty)."""

    organisation_id: int
    listing: Listing | None
    people: tuple[int | None, ...]
    mandate: str

    def bound_by_mandate(self, actor: Actor) -> bool:
        """Whether the actor answered for it as its broker: he answers for nobody against it, not even
        for an organisation that he joined since."""
        return bool(self.mandate) and actor.user_id in self.people

    def holds(self, actor: Actor) -> bool:
        """Whether the actor stands on that side: as a member, by what he did there, or as its broker."""
        return (
            actor.belongs_to(self.organisation_id)
            or actor.user_id in self.people
            or (self.listing is not None and mandate_for(actor, self.listing) is not None)
        )


def mandate_for(actor: Actor, listing: Listing, *, across: Across | None = None) -> Mandated | None:
    """The mandate by which the actor may act for a listing's owner; he accompanies the listing. Who
    stands on the other side too acts by none: one person does not agree with himself."""
    if listing.broker_id is None or listing.broker_id != actor.user_id:
        return None
    if across is not None and across.holds(actor):
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
