"""Who may have a need refined, who helps, and who puts acts of help on record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty
from backend.catalog.models import Listing
from backend.catalog.rules import may_edit

from .models import Help, Proposal, Refinement

ASK = action(
    "refinement_ask",
    _("Propose to the owner of a need to have it refined"),
    [Duty.BROKER, Duty.REGIONAL_OFFICER],
)
NOTE = action(
    "help_note", _("Put an act of help for a need on record"), [Duty.BROKER, Duty.REGIONAL_OFFICER]
)
NOT_THE_OWNER = _("Only the authors of the need decide this.")
NOT_HELPING = _("Only those whom the owner asked to help may do this.")


def may_open(actor: Actor, listing: Listing) -> bool:
    """Its authors have a need refined."""
    return listing.type.seeks and may_edit(actor, listing)


def may_ask(actor: Actor, listing: Listing) -> bool:
    """A broker or an officer, of a need that is not his own organisation's."""
    asking = ASK.allows(actor, actor.organisation_id)
    return listing.type.seeks and asking and not actor.belongs_to(listing.owner_id)


def may_decide(actor: Actor, refinement: Refinement) -> bool:
    """The authors of the need."""
    return may_edit(actor, refinement.listing)


def accompanies(actor: Actor, refinement: Refinement) -> bool:
    """Whether the actor is an officer of the unit that accompanies it."""
    unit = refinement.unit_id
    return unit is not None and actor.has(Duty.REGIONAL_OFFICER, unit)


def may_help(actor: Actor, refinement: Refinement) -> bool:
    """Those who were asked, the broker of the need, and the officers of the unit."""
    if actor.user_id is None:
        return False
    if actor.user_id == refinement.listing.broker_id or accompanies(actor, refinement):
        return True
    return any(helper.user_id == actor.user_id for helper in refinement.helpers.all())


def may_bring_in(actor: Actor, refinement: Refinement) -> bool:
    """The owner, and the unit that accompanies it."""
    return may_decide(actor, refinement) or accompanies(actor, refinement)


def may_answer(actor: Actor, proposal: Proposal) -> bool:
    """The authors of the need take a proposal up or leave the field as it is."""
    return may_decide(actor, proposal.refinement)


def may_take_back(actor: Actor, proposal: Proposal) -> bool:
    """Who made it."""
    return actor.user_id is not None and actor.user_id == proposal.made_by_id


def may_note(actor: Actor) -> bool:
    """Whether the actor puts acts of help on record, for the organisation acted for."""
    return NOTE.allows(actor, actor.organisation_id)


def may_strike(actor: Actor, act: Help) -> bool:
    """Whose record it is strikes it out."""
    return NOTE.allows(actor, act.unit_id)


def may_rate(actor: Actor, listing: Listing) -> bool:
    """The authors of a need that has ended."""
    return listing.type.seeks and listing.off_market and may_edit(actor, listing)
