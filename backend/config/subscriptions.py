"""The whole map from event to reactions. A reaction's name stands in rows: it never changes."""

from __future__ import annotations

from datetime import timedelta

from backend.accounts import events as accounts
from backend.attachments import events as attachments
from backend.attachments.reactions import attachment_scan
from backend.catalog import events as catalog
from backend.contracts import events as contracts
from backend.contracts.reactions import contracts_follow_deal
from backend.core.outbox import Subscription
from backend.deals import events as deals
from backend.deals.reactions import deals_follow_broker
from backend.discovery import events as discovery
from backend.discovery.reactions import (
    contract_record,
    decision_record,
    listing_index,
    listing_index_batch,
    listing_match,
    listings_index,
    listings_match,
    opening_record,
    release_follow,
    weights_compare_proposed,
)
from backend.pairings import events as pairings
from backend.portal import reactions as portal

QUEUE = "matching"  # where the encoder is loaded
REST = timedelta(hours=1)  # of what gave up, where a second time costs nobody anything

# With priority: matching takes longer, and what is published must be found at once.
INDEX = Subscription(
    "listing_index",
    listing_index,
    queue=QUEUE,
    run_batch=listing_index_batch,
    priority=True,
    retry_dead=REST,
)
INDEX_ALL = Subscription("listings_index", listings_index, queue=QUEUE, retry_dead=REST)
MATCH = Subscription("listing_match", listing_match, queue=QUEUE, retry_dead=REST)
MATCH_ALL = Subscription("listings_match", listings_match, queue=QUEUE, retry_dead=REST)
RANK_ANEW = Subscription("release_follow", release_follow, queue=QUEUE, retry_dead=REST)
COMPARE = Subscription("weights_compare_proposed", weights_compare_proposed, queue=QUEUE)
DECISION = Subscription("decision_record", decision_record)


def _told(name: str) -> Subscription:
    """A reaction of portal/reactions.py, by its function's name."""
    return Subscription(name, getattr(portal, name))


SUBSCRIPTIONS = {
    catalog.ListingPublished: (INDEX,),
    catalog.ListingRevised: (INDEX,),
    catalog.ListingWithdrawn: (INDEX,),
    catalog.ListingAudienceChanged: (
        INDEX,
        Subscription("deals_follow_broker", deals_follow_broker),
    ),
    catalog.ListingsPublished: (INDEX_ALL,),
    catalog.ListingsImported: (_told("import_notify"),),
    discovery.ListingIndexed: (MATCH,),
    discovery.ListingsIndexed: (MATCH_ALL,),
    pairings.PairingProposed: (_told("pairing_notify"),),
    discovery.ReleasePromoted: (RANK_ANEW,),
    discovery.WeightsProposed: (COMPARE,),
    pairings.PairingOpened: (Subscription("opening_record", opening_record),),
    pairings.PairingAccepted: (_told("acceptance_notify"), DECISION),
    pairings.PairingDeclined: (_told("decline_notify"), DECISION),
    deals.DealOpened: (_told("deal_notify"),),
    deals.DealEnded: (Subscription("contracts_follow_deal", contracts_follow_deal),),
    contracts.ContractProposed: (_told("contract_proposed_notify"),),
    contracts.ContractReturned: (_told("contract_returned_notify"),),
    contracts.ContractConfirmed: (
        _told("contract_confirmed_notify"),
        Subscription("contract_record", contract_record),
    ),
    attachments.AttachmentAdded: (Subscription("attachment_scan", attachment_scan),),
    accounts.OrganisationRegistered: (_told("organisation_registered_notify"),),
    accounts.OrganisationVerified: (_told("organisation_verified_notify"),),
}
