"""Who does brokers' work in a deal, and who reads it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action
from backend.accounts.models import Duty
from backend.deals.models import Deal, DealDuty

from .models import Commission

SERVE = action("deal_broker", _("Do a broker's work in a deal"), [Duty.BROKER])
AGREE = action("commission_agree", _("Agree to a broker's commission"), BINDING)
NOT_ITS_BROKER = _("Only the brokers of a deal do this.")


def agency_of(actor: Actor, deal: Deal) -> int | None:
    """The agency for which the actor accompanies the deal as its broker; None where he does not."""
    for person in deal.people.all():
        if (
            person.duty == DealDuty.BROKER
            and person.user_id == actor.user_id
            and SERVE.allows(actor, person.organisation_id)
        ):
            return person.organisation_id
    return None


def agencies_read(actor: Actor, deal: Deal) -> set[int]:
    """The deal's agencies whose notes the actor reads: those where he is a broker himself."""
    return {
        person.organisation_id
        for person in deal.people.all()
        if person.duty == DealDuty.BROKER
        and person.organisation_id is not None
        and SERVE.allows(actor, person.organisation_id)
    }


def conflicts_of(deal: Deal, members: dict[int, set[int]]) -> dict[int, DealDuty]:
    """Brokers of the deal who belong to one of its parties too, by person.

    ``members`` holds the members of each party by organisation.
    """
    found = {}
    for person in deal.people.all():
        if person.duty != DealDuty.BROKER:
            continue
        for duty in (DealDuty.BUYER, DealDuty.SELLER):
            party = deal.party_id(duty)
            if person.organisation_id == party or person.user_id in members.get(party, set()):
                found[person.user_id] = duty
    return found


def needs_consent_of(commission: Commission) -> set[int]:
    """Whose word it needs: the side that pays, and every agency with a share."""
    return {commission.payer_id, *(share.agency_id for share in commission.shares.all())}


def consents_open_to(actor: Actor, commission: Commission) -> set[int]:
    """Organisations for which the actor may still agree. A broker of the deal who belongs to the
    side that pays does not agree to his own pay."""
    missing = needs_consent_of(commission) - {
        row.organisation_id for row in commission.consents.all()
    }
    if any(
        person.duty == DealDuty.BROKER and person.user_id == actor.user_id
        for person in commission.deal.people.all()
    ):
        missing.discard(commission.payer_id)
    return {pk for pk in missing if AGREE.allows(actor, pk)}


def may_agree(actor: Actor, commission: Commission) -> bool:
    """Whoever binds one of those whose word is missing."""
    return bool(consents_open_to(actor, commission))


def may_withdraw(actor: Actor, commission: Commission) -> bool:
    """Brokers of the agency that proposed it."""
    return SERVE.allows(actor, commission.agency_id)
