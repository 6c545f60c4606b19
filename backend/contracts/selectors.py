"""Reads of contracts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound, WrongState
from backend.deals.models import Deal
from backend.deals.selectors import deals_followed

from .models import Contract, ContractPart


def contracts_readable_by(actor: Actor) -> QuerySet[Contract]:
    """Contracts the actor may read, those not signed yet first, then last signed first; the SQL of
    rules.may_read."""
    return (
        Contract.objects.filter(deals_followed(actor, prefix="deal__"))
        .select_related(
            "deal",
            "need",
            "offer",
            "buyer",
            "seller",
            "base",
            "scan",
            "proposed_by",
            "confirmed_by",
        )
        .prefetch_related("deal__people", "parts")
        .order_by(F("signed_on").desc(nulls_first=True), "-pk")
    )


def contract_readable_by(actor: Actor, contract_id: int) -> Contract:
    """One contract. Raises NotFound, also where the actor may not know of it."""
    found = contracts_readable_by(actor).filter(pk=contract_id).first()
    if found is None:
        raise NotFound(_("This contract does not exist, or you may not see it."))
    return found


def contracts_of_deals(deals: Iterable[Deal]) -> dict[int, list[Contract]]:
    """Records by deal, oldest first, read once however often they are asked for of the same deals;
    rights are the caller's."""
    found = list(deals)
    records = Contract.objects.select_related("buyer", "seller").order_by("pk")
    prefetch_related_objects(found, Prefetch("contracts", records))
    return {deal.pk: list(deal.contracts.all()) for deal in found}


def signed_of_deal(deal: Deal) -> list[Contract]:
    """The deal's contracts that stand, with their own amounts, oldest first, out of those that are read
    once for the deal; rights are the caller's."""
    return [
        contract
        for contract in contracts_of_deals([deal])[deal.pk]
        if contract.state == Contract.State.SIGNED and contract.kind in Contract.COUNTED
    ]


def contracts_signed() -> QuerySet[Contract]:
    """Contracts that stand, with their own amounts: what figures count; rights are the caller's.

    An amendment's amounts stand in the contract that it amends.
    """
    return Contract.objects.filter(state=Contract.State.SIGNED, kind__in=Contract.COUNTED)


def partners_of(organisation_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Organisation → those it has signed contracts with; that there are some is public."""
    found: dict[int, set[int]] = {pk: set() for pk in organisation_ids}
    recorded = contracts_signed().filter(Q(buyer_id__in=found) | Q(seller_id__in=found))
    for buyer, seller in recorded.order_by().values_list("buyer_id", "seller_id").distinct():
        for one, other in ((buyer, seller), (seller, buyer)):
            if one in found:
                found[one].add(other)
    return {pk: frozenset(others) for pk, others in found.items()}


@dataclass(frozen=True, slots=True)
class Record:
    """What a reader learns of a listing's contract; ``contract`` is None for who is no party."""

    contracted: bool
    contract: Contract | None


def record_of_listing(actor: Actor, listing_id: int) -> Record | None:
    """The listing's contract as the reader may know it; None where there is nothing to say.

    Everybody learns that a signed contract exists; only parties, brokers and operators which,
    and only they learn of one that is still being drafted.
    """
    named = Q(need_id=listing_id) | Q(offer_id=listing_id)
    known = contracts_readable_by(actor).filter(named)
    own = known.filter(state=Contract.State.SIGNED).first() or known.first()
    if own is not None:
        return Record(contracted=own.state == Contract.State.SIGNED, contract=own)
    return Record(contracted=True, contract=None) if contracted(listing_id) else None


def contracted(listing_id: int) -> bool:
    """Whether a signed contract names the listing; that much is public."""
    return contracts_signed().filter(Q(need_id=listing_id) | Q(offer_id=listing_id)).exists()


@dataclass(frozen=True, slots=True)
class SignedContract:
    """A signed contract with its parts: all that registering it needs of the contract itself."""

    contract: Contract
    parts: tuple[ContractPart, ...]

    @property
    def non_technology(self) -> Decimal:
        """What of the contract amount is no transaction amount."""
        found = (part.amount for part in self.parts if not part.technological)
        return sum(found, Decimal(0))


def contract_for_registration(contract_id: int) -> SignedContract:
    """A signed contract, with buyer, seller, need and offer at hand; rights are the caller's.

    Raises NotFound where there is none, WrongState where it is not signed.
    """
    found = (
        Contract.objects.filter(pk=contract_id)
        .select_related("deal", "need", "offer", "buyer", "seller", "base")
        .prefetch_related("parts")
        .first()
    )
    if found is None:
        raise NotFound(_("This contract does not exist, or you may not see it."))
    if found.state != Contract.State.SIGNED:
        raise WrongState(_("Only a signed contract is registered."))
    return SignedContract(found, tuple(found.parts.all()))


def agreements_of(actor: Actor, contract: Contract) -> list[Contract]:
    """What was agreed after a main contract, oldest first, without what was dropped."""
    found = contracts_readable_by(actor).filter(base=contract).order_by("pk")
    return list(found.exclude(state=Contract.State.DROPPED))
