"""What contracts add to the page of a deal: its records, and the form that drafts one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.attachments.selectors import attachments_in
from backend.core.selectors import Ids
from backend.core.subjects import Tier
from backend.deals.models import Deal
from backend.deals.sections import Section
from backend.terms.selectors import accepted_among, rounds_of_deals

from .forms import ContractForm
from .models import Contract, Written
from .next_steps import deal_steps
from .rules import may_draft
from .selectors import contracts_of_deals

# Modes of cooperation that are about the achievement itself.
_OF_ACHIEVEMENT = {"licence", "transfer", "equity"}


def _context(actor: Actor, deal: Deal) -> dict[str, Any] | None:
    contracts = contracts_of_deals([deal])[deal.pk]
    open_one = any(contract.state in Contract.OPEN for contract in contracts)
    form = None
    if deal.running and not open_one and may_draft(actor, deal):
        form = ContractForm(initial=_initial(deal, contracts), further=_further(contracts))
    if not contracts and form is None:
        return None
    return {"deal": deal, "contracts": contracts, "form": form}


def _further(contracts: Iterable[Contract]) -> bool:
    """Whether the deal has its main contract already."""
    return any(c.kind == Contract.Kind.MAIN and c.state == Contract.State.SIGNED for c in contracts)


def _initial(deal: Deal, contracts: Iterable[Contract]) -> dict[str, Any]:
    """What a new form begins with: after the main contract, what that says, else the accepted terms."""
    for contract in contracts:
        if contract.kind == Contract.Kind.MAIN and contract.state == Contract.State.SIGNED:
            begun = ContractForm.initial_from(contract)
            return begun | {"revision": None, "signed_on": None, "written": Written.HERE}
    offer = accepted_among(rounds_of_deals([deal])[deal.pk])
    about = (deal.need, deal.offer)
    if offer and offer.mode in _OF_ACHIEVEMENT:
        about = (deal.offer, deal.need)
    title = next((listing.title for listing in about if listing), deal.title)
    agreed = ContractForm.initial_of_terms(offer) if offer else {}
    return {"title": title, "written": Written.HERE, **agreed}


def _subjects(deal_id: int) -> Iterable[tuple[str, Ids]]:
    """The records of the deal, and their files, which are the parties' as well."""
    records = Contract.objects.filter(deal_id=deal_id).values("pk")
    return [
        ("contract", records),
        ("attachment", attachments_in("contract", records, [Tier.PARTIES])),
    ]


SECTION = Section(
    name="contracts",
    words=_("Contract"),
    template="contracts/_of_deal.html",
    context=_context,
    order=50,
    subjects=_subjects,
    steps=deal_steps,
)
