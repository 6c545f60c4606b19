"""The feed of changes follows listings: what stands beside the other reactions to their events."""

from __future__ import annotations

from datetime import timedelta

from backend.catalog import events as catalog
from backend.core.events import DomainEvent
from backend.core.outbox import Subscription
from backend.exchange.reactions import record_write, record_write_together, records_write_all
from backend.pools import events as pools

REST = timedelta(hours=1)
RECORD = Subscription(
    "exchange_record_write",
    record_write,
    run_batch=record_write_together,
    retry_dead=REST,
)
RECORD_ALL = Subscription("exchange_records_write", records_write_all, retry_dead=REST)

BESIDE: dict[type[DomainEvent], Subscription] = {
    catalog.ListingPublished: RECORD,
    catalog.ListingRevised: RECORD,
    catalog.ListingWithdrawn: RECORD,
    catalog.ListingClosed: RECORD,
    catalog.ListingContracted: RECORD,
    catalog.ListingReopened: RECORD,
    catalog.ListingAudienceChanged: RECORD,
    catalog.ListingsPublished: RECORD_ALL,
    pools.NeedFlagged: RECORD,
    pools.NeedUnflagged: RECORD,
}
