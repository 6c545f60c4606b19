"""Whether a contract told from elsewhere is one that is known already."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from backend.registration.models import OutsideContract, Registration

_BRACKETS = str.maketrans("", "", "()（）[]【】·. ")


@dataclass(frozen=True, slots=True)
class Twin:
    """The other record. ``certain`` where both bear the same registration number."""

    registration: Registration | None
    outside: OutsideContract | None
    certain: bool


def twin_of(
    *,
    number: str,
    seller_name: str,
    buyer_name: str,
    amount: Decimal,
    signed_on: date,
    but_id: int | None = None,
) -> Twin | None:
    """The record of the same contract, if there is one: by its number, else by parties, amount in yuan
    and signing date. ``but_id`` is an outside contract that is not compared with itself."""
    return _by_number(number, but_id) or _by_content(
        (folded(seller_name), folded(buyer_name)), amount, signed_on, but_id
    )


def folded(name: str) -> str:
    """A party's name without what is written differently from list to list."""
    return unicodedata.normalize("NFKC", name).translate(_BRACKETS).casefold()


def _standing(but_id: int | None) -> QuerySet[OutsideContract]:
    found = OutsideContract.objects.exclude(state=OutsideContract.State.DISMISSED)
    return found.exclude(pk=but_id or 0)


def _by_number(number: str, but_id: int | None) -> Twin | None:
    if not number:
        return None
    own = Registration.objects.filter(number=number).first()
    if own is not None:
        return Twin(own, None, certain=True)
    other = _standing(but_id).filter(number=number).first()
    return Twin(None, other, certain=True) if other else None


def _by_content(
    parties: tuple[str, str], amount: Decimal, signed_on: date, but_id: int | None
) -> Twin | None:
    registered = Registration.objects.filter(
        state=Registration.State.REGISTERED, signed_on=signed_on
    ).select_related("contract__seller", "contract__buyer")
    for own in registered.order_by("pk"):
        names = (folded(own.contract.seller.name), folded(own.contract.buyer.name))
        if names == parties and yuan(own.contract_amount, own.rate) == amount:
            return Twin(own, None, certain=False)
    same = _standing(but_id).filter(signed_on=signed_on, contract_amount=amount)
    for other in same.order_by("pk"):
        if (folded(other.seller_name), folded(other.buyer_name)) == parties:
            return Twin(None, other, certain=False)
    return None


def yuan(amount: Decimal, rate: Decimal) -> Decimal:
    """An amount in yuan, to the cent."""
    return (amount * Decimal(rate)).quantize(Decimal("0.01"))
