"""Who asks to read in confidence, who decides, and who may know of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action, party_to
from backend.accounts.models import Duty
from backend.catalog.models import Disclosure, Listing

from .models import AccessRequest

ASK = action(
    "access_ask",
    _("Ask to read a listing's details in confidence"),
    [duty for duty in BINDING if duty != Duty.OPERATOR],
)
DECIDE = action(
    "access_decide",
    _("Decide who reads a listing's details in confidence"),
    [Duty.ENTERPRISE_MEMBER, Duty.UNIVERSITY_OFFICE, Duty.BROKER, Duty.SERVICE_MEMBER],
    own=[Duty.RESEARCHER],
)
NOT_ASKING = _("Whoever binds a verified organisation asks for it. Switch to yours, or ask them.")
NOT_OWNER = _("Only the listing's owner decides who reads its details.")


def may_ask(actor: Actor, listing: Listing) -> bool:
    """Whether the actor may ask for the organisation acted for; ``listing`` as a selector found it."""
    organisation_id = actor.organisation_id
    if organisation_id is None or organisation_id in actor.unverified:
        return False
    return (
        listing.disclosure == Disclosure.CONFIDENTIAL
        and listing.published
        and not listing.details_readable  # type: ignore[attr-defined]
        and ASK.allows(actor, organisation_id)
    )


def may_decide(actor: Actor, request: AccessRequest) -> bool:
    """Whoever answers for the listing at its owner's."""
    return decides_for(actor, request.listing)


def decides_for(actor: Actor, listing: Listing) -> bool:
    """Whether the actor decides who reads a listing's details, and sees who has."""
    return DECIDE.allows(actor, listing.owner_id, contact_id=listing.contact_id)


def may_withdraw(actor: Actor, request: AccessRequest) -> bool:
    """Who asked, and whoever asks for the same organisation."""
    return ASK.allows(actor, request.organisation_id)


def may_know(actor: Actor, request: AccessRequest) -> bool:
    """Members of both organisations, and operators."""
    return party_to(actor, organisations=[request.organisation_id, request.listing.owner_id])
