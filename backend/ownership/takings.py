"""What a deal's payments came to for an institution: one reckoning for the register and the report.

Part of the selectors layer. What the payer paid is what fees and commissions took off, what arrived with
the institution, and what is still on its way to it; what arrived holds what is due to people and what
they were paid. Refunds are taken off everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal

from backend.accounts.models import Organisation
from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.models import Entry
from backend.payments.models import Payment

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Takings:
    """Sums in one currency: ``due`` and ``handed_on`` are the people's part of what was ``received``."""

    paid: Decimal = ZERO
    fees: Decimal = ZERO
    received: Decimal = ZERO
    due: Decimal = ZERO
    handed_on: Decimal = ZERO

    def __add__(self, other: Takings) -> Takings:
        return Takings(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


NOTHING = Takings()


def takings_of_deals(
    institution: Organisation,
    deal_ids: Iterable[int],
    within: tuple[date, date] | None = None,
) -> dict[int, dict[str, Takings]]:
    """Deal → currency → what came of the payments to the institution, booked between two days."""
    deals = set(deal_ids)
    others = Payment.objects.filter(deal_id__in=deals).exclude(payee=institution)
    entries = Entry.objects.filter(journal__deal_id__in=deals).exclude(
        journal__about="payment", journal__about_id__in=others.values("pk")
    )
    if within is not None:
        entries = entries.filter(journal__posted_at__date__range=within)
    rows = list(
        entries.values_list(
            "journal__deal_id", "account__currency", "account__owner_kind", "account__owner_id",
            "account__purpose", "amount",
        )
    )  # fmt: skip
    payers = {
        (deal_id, owner_id)
        for deal_id, _currency, _kind, owner_id, purpose, _amount in rows
        if purpose == Purpose.PAID
    }
    found: dict[int, dict[str, Takings]] = {}
    for deal_id, currency, kind, owner_id, purpose, amount in rows:
        assert deal_id is not None  # by the filter
        organisation = kind == OwnerKind.ORGANISATION
        if organisation and owner_id == institution.pk:
            part = Takings(received=amount) if purpose == Purpose.REVENUE else NOTHING
        elif organisation and (deal_id, owner_id) in payers:
            part = Takings(paid=-amount)
        elif kind == OwnerKind.USER:
            owed = purpose == Purpose.PAYABLE
            part = Takings(
                received=amount, due=amount if owed else ZERO, handed_on=ZERO if owed else amount
            )
        else:
            part = Takings(fees=amount)
        of_deal = found.setdefault(deal_id, {})
        of_deal[currency] = of_deal.get(currency, NOTHING) + part
    return found


def takings_summed(found: Iterable[Mapping[str, Takings]]) -> dict[str, Takings]:
    """Several deals together, by currency."""
    sums: dict[str, Takings] = {}
    for of_deal in found:
        for currency, part in of_deal.items():
            sums[currency] = sums.get(currency, NOTHING) + part
    return sums
