"""What registration adds to the page of a deal: each signed contract with its registration."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from backend.accounts.actors import Actor
from backend.contracts.models import Contract
from backend.contracts.selectors import contracts_of_deals
from backend.core.selectors import Ids
from backend.deals.models import Deal
from backend.deals.sections import Section

from .models import Registration
from .rules import APPLY, readable_registrations
from .selectors import REGISTERABLE


def _context(actor: Actor, deal: Deal) -> dict[str, Any] | None:
    found = [
        contract
        for contract in contracts_of_deals([deal])[deal.pk]
        if contract.state == Contract.State.SIGNED and contract.kind in REGISTERABLE
    ]
    if not found:
        return None
    made = Registration.objects.filter(contract__in=found).select_related("registry")
    by_contract = {registration.contract_id: registration for registration in made}
    readable = set(made.filter(readable_registrations(actor)).values_list("pk", flat=True))
    rows = [
        {
            "contract": contract,
            "registration": by_contract.get(contract.pk),
            "readable": getattr(by_contract.get(contract.pk), "pk", None) in readable,
            "may_begin": APPLY.allows(
                actor,
                contract.seller_id if contract.seller.credit_code else contract.buyer_id,
            ),
        }
        for contract in found
    ]
    return {"rows": rows}


def _subjects(deal_id: int) -> Iterable[tuple[str, Ids]]:
    return [("registration", Registration.objects.filter(contract__deal_id=deal_id).values("pk"))]


SECTION = Section(
    name="registration",
    template="registration/_of_deal.html",
    context=_context,
    order=60,
    subjects=_subjects,
)
