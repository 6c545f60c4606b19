"""Who may offer terms, and who accepts them. A university is bound by its office alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action
from backend.accounts.models import Duty
from backend.deals.models import Deal
from backend.deals.rules import spoken_for, takes_part
from backend.deals.stages import TALKS

from .models import Offer

OFFER = action("terms_offer", _("Offer terms in a deal"), BINDING, own=[Duty.RESEARCHER])
ACCEPT = action("terms_accept", _("Accept or decline terms"), BINDING)
NOT_THEIR_TURN = _("The other side answers; for a university, its technology-transfer office.")


def may_offer(actor: Actor, deal: Deal) -> bool:
    """Either party before a contract binds them, a researcher who takes part too."""
    return deal.stage in TALKS and takes_part(actor, deal, OFFER)


def may_answer(actor: Actor, offer: Offer) -> bool:
    """The party that did not make it, by somebody who binds it."""
    return ACCEPT.allows(actor, offer.across_id)


def may_withdraw(actor: Actor, offer: Offer) -> bool:
    """Whoever offers for the party that made it."""
    return offer.organisation_id in spoken_for(actor, offer.deal, OFFER)
