"""Reads of contract records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import party_query
from backend.core.errors import NotFound

from .models import Contract


def contracts_readable_by(actor: Actor) -> QuerySet[Contract]:
    """Contracts the actor may read, last signed first; the SQL of rules.may_read."""
    found = Contract.objects.select_related(
        "need", "offer", "buyer", "seller", "proposed_by", "confirmed_by"
    ).order_by("-signed_on", "-pk")
    return found.filter(
        party_query(
            actor, organisations=["buyer", "seller"], people=["need__broker", "offer__broker"]
        )
    )


def contract_readable_by(actor: Actor, contract_id: int) -> Contract:
    """One contract. Raises NotFound, also where the actor may not know of it."""
    found = contracts_readable_by(actor).filter(pk=contract_id).first()
    if found is None:
        raise NotFound(_("This contract does not exist, or you may not see it."))
    return found


def contract_of_pair(*, need_id: int, offer_id: int) -> Contract | None:
    """The record between two listings, if there is one; rights are the caller's."""
    return Contract.objects.filter(need_id=need_id, offer_id=offer_id).first()


def contracts_of_pairs(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Contract]:
    """Records by (need, offer) in one query; rights are the caller's."""
    wanted = set(pairs)
    found = Contract.objects.select_related("need", "offer", "buyer", "seller").filter(
        need_id__in={need for need, _offer in wanted},
        offer_id__in={offer for _need, offer in wanted},
    )
    return {
        (row.need_id, row.offer_id): row for row in found if (row.need_id, row.offer_id) in wanted
    }


def partners_of(organisation_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Organisation → those it has recorded contracts with; that there are some is public."""
    found: dict[int, set[int]] = {pk: set() for pk in organisation_ids}
    recorded = Contract.objects.filter(
        Q(buyer_id__in=found) | Q(seller_id__in=found), state=Contract.State.CONFIRMED
    )
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

    Everybody learns that a recorded contract exists; only parties, brokers and operators which,
    and only they learn of one that is still being drafted.
    """
    named = Q(need_id=listing_id) | Q(offer_id=listing_id)
    known = contracts_readable_by(actor).filter(named)
    own = known.filter(state=Contract.State.CONFIRMED).first() or known.first()
    if own is not None:
        return Record(contracted=own.state == Contract.State.CONFIRMED, contract=own)
    return Record(contracted=True, contract=None) if contracted(listing_id) else None


def contracted(listing_id: int) -> bool:
    """Whether a recorded contract names the listing; that much is public."""
    return Contract.objects.filter(
        Q(need_id=listing_id) | Q(offer_id=listing_id), state=Contract.State.CONFIRMED
    ).exists()
