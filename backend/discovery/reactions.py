"""The chain of the main job, published → indexed → matched, and what is learnt from its end."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from backend.catalog.events import (
    ListingAudienceChanged,
    ListingClosed,
    ListingContracted,
    ListingPublished,
    ListingReopened,
    ListingRevised,
    ListingsPublished,
    ListingWithdrawn,
)
from backend.contracts.events import ContractSigned
from backend.core.outbox import publish
from backend.core.selectors import event_time
from backend.deals.events import DealEnded, DealOpened, DealStageMoved
from backend.deals.models import Deal, Stage
from backend.pairings.events import (
    PairingAccepted,
    PairingDeclined,
    PairingOpened,
    PairingProposed,
)
from backend.pairings.models import Side

from .events import ListingIndexed, ListingsIndexed, ReleasePromoted, WeightsProposed
from .jobs import listings_rank_anew
from .models import Outcome
from .services import listings_match_now, listings_write_index, outcome_record, weights_compare

OfOne = (
    ListingPublished
    | ListingRevised
    | ListingWithdrawn
    | ListingClosed
    | ListingContracted
    | ListingReopened
    | ListingAudienceChanged
)


def listing_index(event: OfOne, event_id: int) -> None:
    """Bring the index up to the listing; new content on the market is then matched."""
    listing_index_batch([event])


def listing_index_batch(events: Sequence[OfOne]) -> None:
    """The same for several at once: encoded and written in one go, seen after one refresh."""
    known = [e for e in events if not isinstance(e, ListingRevised) or e.published]
    if not known:
        return
    listings_write_index(sorted({event.listing_id for event in known}))
    with transaction.atomic():
        for event in known:
            if isinstance(event, ListingPublished | ListingRevised | ListingReopened):
                publish(ListingIndexed(listing_id=event.listing_id), actor_id=None)


def listings_index(event: ListingsPublished, event_id: int) -> None:
    """The same for a batch of an import."""
    listings_write_index(event.listing_ids)
    with transaction.atomic():
        publish(
            ListingsIndexed(organisation_id=event.organisation_id, listing_ids=event.listing_ids),
            actor_id=None,
        )


# What brings the index up to the listings; how long these wait is how far it lags behind them.
INDEXING = ("listing_index", "listings_index")


def listing_match(event: ListingIndexed, event_id: int) -> None:
    """Find the other side among what is indexed, and propose it to people."""
    listings_match_now([event.listing_id])


def listings_match(event: ListingsIndexed, event_id: int) -> None:
    """The same for a batch, without telling people one by one."""
    listings_match_now(event.listing_ids, in_bulk=True)


def decision_record(event: PairingAccepted | PairingDeclined, event_id: int) -> None:
    """What a side decided is what the matcher learns from."""
    declined = isinstance(event, PairingDeclined)
    outcome_record(
        event_id=event_id,
        kind=Outcome.Kind.DECLINED if declined else Outcome.Kind.ACCEPTED,
        need_id=event.need_id,
        offer_id=event.offer_id,
        side=Side(event.side),
        occurred_at=event_time(event_id),
        reason=event.reason if isinstance(event, PairingDeclined) else "",
    )


def opening_record(event: PairingOpened, event_id: int) -> None:
    """That a side looked, at which place of its list."""
    outcome_record(
        event_id=event_id,
        kind=Outcome.Kind.OPENED,
        need_id=event.need_id,
        offer_id=event.offer_id,
        side=Side(event.side),
        occurred_at=event_time(event_id),
    )


def contract_record(event: ContractSigned, event_id: int) -> None:
    """The two signed a contract."""
    _record_for_both(event_id, Outcome.Kind.CONTRACTED, event.need_id, event.offer_id)


def showing_record(event: PairingProposed, event_id: int) -> None:
    """Which sides were shown the pairing, at which place."""
    for side in event.told:
        outcome_record(
            event_id=event_id,
            kind=Outcome.Kind.SHOWN,
            need_id=event.need_id,
            offer_id=event.offer_id,
            side=Side(side),
            occurred_at=event_time(event_id),
        )


def deal_record(event: DealOpened | DealStageMoved | DealEnded, event_id: int) -> None:
    """That the two talk, and in the end whether the work was delivered or why it came to nothing."""
    if isinstance(event, DealStageMoved) and event.after != Stage.CLOSED:
        return
    kind = {DealOpened: Outcome.Kind.TALKED, DealEnded: Outcome.Kind.FAILED}.get(
        type(event), Outcome.Kind.DELIVERED
    )
    reason = event.reason if isinstance(event, DealEnded) else ""
    need_id, offer_id = Deal.objects.values_list("need_id", "offer_id").get(pk=event.deal_id)
    _record_for_both(event_id, kind, need_id, offer_id, reason)


def _record_for_both(
    event_id: int, kind: str, need_id: int | None, offer_id: int | None, reason: str = ""
) -> None:
    """What became of a pair for both sides; of what nothing listed is about, nothing is kept."""
    if need_id is None or offer_id is None:
        return
    for side in Side:
        outcome_record(
            event_id=event_id,
            kind=kind,
            need_id=need_id,
            offer_id=offer_id,
            side=side,
            occurred_at=event_time(event_id),
            reason=reason,
        )


def weights_compare_proposed(event: WeightsProposed, event_id: int) -> None:
    """Hold proposed weights against those in force."""
    percents = dict(zip(event.signals, event.percents, strict=True))
    weights_compare(name=f"proposed-{event_id}", percents=percents)


def release_follow(event: ReleasePromoted, event_id: int) -> None:
    """Another release is in force: rank everything by it."""
    listings_rank_anew()
