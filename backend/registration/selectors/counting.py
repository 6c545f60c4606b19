"""Which contracts the figures of a region count, each with both its amounts in yuan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from backend.accounts.models import Organisation
from backend.accounts.regions import beginning_of
from backend.registration.measures import measure_on
from backend.registration.models import CHINA, OutsideContract, Registration

from .duplicates import yuan

OUTPUT, ABSORBED = "output", "absorbed"
SIDES = (OUTPUT, ABSORBED)
ABROAD = "500"  # the nature of a body abroad


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A contract that figures count; ``outside`` where it is registered elsewhere."""

    pk: int
    outside: bool
    number: str
    title: str
    signed_on: date
    year: int
    type: str
    field: str
    seller: str
    seller_place: str  # region of the seller, or country where he sits abroad
    seller_nature: str
    buyer: str
    buyer_region: str
    buyer_nature: str
    contract: Decimal
    technology: Decimal


def counted(region: str, side: str) -> list[Counted]:
    """All that counts for a region on one side, of every year, last signed first."""
    found = [*_registered(region, side), *(_outside(region) if side == ABSORBED else [])]
    return sorted(found, key=lambda one: (one.signed_on, one.pk), reverse=True)


def _nature(organisation: Organisation | None) -> str:
    """What a kind of organisation is taken for where the form or the extract does not say."""
    if organisation is None:
        return ""
    codes = measure_on(timezone.localdate()).codes
    return codes.nature_of_kind.get(organisation.kind, "")


def _registered(region: str, side: str) -> Iterable[Counted]:
    party = "seller" if side == OUTPUT else "buyer"
    found = Registration.objects.filter(state=Registration.State.REGISTERED)
    if region:
        # The organisation's own region is finer than the six digits of the form.
        begins = beginning_of(region)
        found = found.filter(**{f"contract__{party}__region__startswith": begins})
    for one in found.select_related("contract__buyer", "contract__seller"):
        contract = one.contract
        assert one.registered_on is not None
        yield Counted(
            pk=one.pk,
            outside=False,
            number=one.number or "",
            title=one.title,
            signed_on=one.signed_on,
            year=one.registered_on.year,
            type=one.type,
            field=one.technology_field,
            seller=contract.seller.name,
            seller_place=one.seller_country if one.seller_abroad else contract.seller.region,
            seller_nature=one.seller_nature
            or (ABROAD if one.seller_abroad else _nature(contract.seller)),
            buyer=contract.buyer.name,
            buyer_region=contract.buyer.region,
            buyer_nature=one.buyer_nature or _nature(contract.buyer),
            contract=yuan(one.contract_amount, one.rate),
            technology=yuan(one.technology_amount, one.rate),
        )


def _outside(region: str) -> Iterable[Counted]:
    found = OutsideContract.objects.filter(
        state=OutsideContract.State.COUNTED, buyer_region__startswith=beginning_of(region or "")
    )
    for one in found.select_related("buyer"):
        abroad = one.seller_country != CHINA
        yield Counted(
            pk=one.pk,
            outside=True,
            number=one.number,
            title=one.title,
            signed_on=one.signed_on,
            # The first digits of a number are the year in which it was given.
            year=int(one.number[:4]) if one.number else one.signed_on.year,
            type=one.type,
            field=one.technology_field,
            seller=one.seller_name,
            seller_place=one.seller_country if abroad else one.seller_region,
            seller_nature=ABROAD if abroad else "",
            buyer=one.buyer_name,
            buyer_region=one.buyer_region,
            buyer_nature=_nature(one.buyer),
            contract=one.contract_amount,
            technology=one.technology_amount,
        )
