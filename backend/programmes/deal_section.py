"""What vouchers add to the page of a deal: how much its contract may use, and what is reserved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.contracts.selectors import signed_of_deal
from backend.core.selectors import Ids
from backend.deals.models import Deal
from backend.deals.sections import Section

from .models import Redemption
from .rules import APPLY
from .selectors import provider_for, redemptions_known, usable_on, vouchers_known


def _context(actor: Actor, deal: Deal) -> dict[str, Any] | None:
    # Vouchers are in yuan.
    signed = [contract for contract in signed_of_deal(deal) if contract.currency == "CNY"]
    if not signed:
        return None
    contract = signed[0]
    uses = list(redemptions_known(actor).filter(contract__deal=deal))
    offers = []
    if APPLY.allows(actor, deal.buyer_id):
        for voucher in vouchers_known(actor).filter(firm_id=deal.buyer_id):
            if voucher.usable:
                found = provider_for(voucher.programme.scheme, contract)
                offers.append((voucher, found, usable_on(voucher, contract)))
    if not uses and not offers:
        return None
    return {"deal": deal, "contract": contract, "uses": uses, "offers": offers}


def _subjects(deal_id: int) -> Iterable[tuple[str, Ids]]:
    return [("redemption", Redemption.objects.filter(contract__deal_id=deal_id).values("pk"))]


SECTION = Section(
    name="vouchers",
    words=_("Voucher"),
    template="programmes/_of_deal.html",
    context=_context,
    order=62,
    subjects=_subjects,
)
