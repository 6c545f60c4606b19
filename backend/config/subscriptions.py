"""The whole map from event to reactions."""

from __future__ import annotations

from backend.accounts import events as accounts
from backend.catalog import events as catalog
from backend.contracts import events as contracts
from backend.core.outbox import Subscription
from backend.deals import events as deals
from backend.deals.reactions import deals_follow_broker
from backend.discovery import events as discovery
from backend.discovery.reactions import (
    contract_record,
    decision_record,
    listing_index,
    listing_index_together,
    listing_match,
    listings_index,
    listings_match,
    opening_record,
    release_follow,
    weights_compare_proposed,
)
from backend.pairings import events as pairings
from backend.portal import reactions as portal

# Ahead: matching takes longer, and what is published must be found at once.
INDEX = Subscription(listing_index, queue="matching", together=listing_index_together, ahead=True)

SUBSCRIPTIONS = {
    catalog.ListingPublished: (INDEX,),
    catalog.ListingRevised: (INDEX,),
    catalog.ListingWithdrawn: (INDEX,),
    catalog.ListingAudienceChanged: (INDEX, Subscription(deals_follow_broker)),
    catalog.ListingsPublished: (Subscription(listings_index, queue="matching"),),
    catalog.ListingsImported: (Subscription(portal.import_notify),),
    discovery.ListingIndexed: (Subscription(listing_match, queue="matching"),),
    discovery.ListingsIndexed: (Subscription(listings_match, queue="matching"),),
    pairings.PairingProposed: (Subscription(portal.pairing_notify),),
    discovery.ReleasePromoted: (Subscription(release_follow, queue="matching"),),
    discovery.WeightsProposed: (Subscription(weights_compare_proposed, queue="matching"),),
    pairings.PairingOpened: (Subscription(opening_record),),
    pairings.PairingAccepted: (
        Subscription(portal.acceptance_notify),
        Subscription(decision_record),
    ),
    pairings.PairingDeclined: (
        Subscription(portal.decline_notify),
        Subscription(decision_record),
    ),
    deals.DealOpened: (Subscription(portal.deal_notify),),
    contracts.ContractProposed: (Subscription(portal.contract_proposed_notify),),
    contracts.ContractReturned: (Subscription(portal.contract_returned_notify),),
    contracts.ContractConfirmed: (
        Subscription(portal.contract_confirmed_notify),
        Subscription(contract_record),
    ),
    accounts.OrganisationRegistered: (Subscription(portal.organisation_registered_notify),),
    accounts.OrganisationVerified: (Subscription(portal.organisation_verified_notify),),
}
