"""The trail of a pairing through its deal to the contract. Part of the selectors layer."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from backend.contracts.selectors import contract_of_pair
from backend.contracts.trail import CONTRACT_WORDS, Entry, Words, entries
from backend.core.models import Fact

from .models import Deal, DeclineReason, Pairing, Side


def _accepted(event: Fact) -> str:
    if event.payload["side"] == Side.NEED:
        return _("The need's side accepted")
    return _("The offer's side accepted")


def _declined(event: Fact) -> str:
    reason = DeclineReason(event.payload["reason"]).label
    if event.payload["side"] == Side.NEED:
        return _("The need's side declined: %(reason)s") % {"reason": reason}
    return _("The offer's side declined: %(reason)s") % {"reason": reason}


_WORDS: Words = {
    "pairing.proposed": lambda event: _("Recommended by the matcher"),
    "pairing.accepted": _accepted,
    "pairing.declined": _declined,
    "deal.opened": lambda event: _("Both accepted: talks opened"),
    **CONTRACT_WORDS,
}


def recommended(when: datetime) -> Entry:
    """The first step of a pairing that has no event of its own."""
    return Entry(
        name="pairing.proposed",
        what=_("Recommended by the matcher"),
        who=_("The platform"),
        when=when,
    )


def pairing_trail(pairing: Pairing) -> list[Entry]:
    """All steps from the recommendation to the recorded contract; rights are the caller's."""
    subjects = [("pairing", pairing.pk)]
    deal_id = Deal.objects.filter(pairing=pairing).values_list("pk", flat=True).first()
    if deal_id is not None:
        subjects.append(("deal", deal_id))
    contract = contract_of_pair(need_id=pairing.need_id, offer_id=pairing.offer_id)
    if contract is not None:
        subjects.append(("contract", contract.pk))
    found = entries(subjects, _WORDS)
    if any(entry.name == "pairing.proposed" for entry in found):
        return found
    # Pairings of an imported batch are told in one event of the listing.
    return [recommended(pairing.created_at), *found]
