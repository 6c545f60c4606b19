"""Who may decide on a pairing, and who may follow it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action, party_to
from backend.accounts.models import Duty
from backend.catalog.models import Listing

from .models import Pairing, Side

DECIDE = action("pairing_decide", _("Answer a pairing"), BINDING, own=[Duty.RESEARCHER])


def sides_of(actor: Actor, pairing: Pairing) -> frozenset[Side]:
    """The sides the actor decides for. A university is bound by the listing's researcher or office."""
    found = set()
    if _decides(actor, pairing.need):
        found.add(Side.NEED)
    if _decides(actor, pairing.offer):
        found.add(Side.OFFER)
    return frozenset(found)


def _decides(actor: Actor, listing: Listing) -> bool:
    return DECIDE.allows(actor, listing.owner_id, contact_id=listing.contact_id)


def stands_by(actor: Actor, listing: Listing) -> bool:
    """Members of the listing's organisation, its broker, and operators."""
    return party_to(actor, organisations=[listing.owner_id], people=[listing.broker_id])


def may_follow(actor: Actor, pairing: Pairing) -> bool:
    """Whoever stands by either of its listings."""
    return stands_by(actor, pairing.need) or stands_by(actor, pairing.offer)
