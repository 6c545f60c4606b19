"""From a listing to its pairings and introductions, and to those who follow and keep searches."""

from __future__ import annotations

from datetime import timedelta

from backend.catalog import events as catalog
from backend.catalog import reactions as on_catalog
from backend.core.outbox import Subscription, Subscriptions
from backend.deals import reactions as on_deals
from backend.disclosure import events as access
from backend.disclosure import reactions as on_access
from backend.discovery import events as discovery
from backend.discovery.reactions import (
    decision_record,
    listing_index,
    listing_index_batch,
    listing_match,
    listings_index,
    listings_match,
    opening_record,
    release_follow,
    showing_record,
    weights_compare_proposed,
)
from backend.following import events as following
from backend.following import reactions as on_following
from backend.introductions import events as introductions
from backend.introductions import reactions as on_introductions
from backend.mandates import events as mandates
from backend.mandates import reactions as on_mandates
from backend.pairings import events as pairings
from backend.pairings import reactions as on_pairings
from backend.panel import reactions as on_panel
from backend.posting import events as posting
from backend.posting import reactions as on_posting

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
FIND = Subscription(
    "saved_searches_find",
    on_following.saved_searches_find,
    queue=QUEUE,
    run_batch=on_following.saved_searches_find_together,
    retry_dead=REST,
)
FIND_ALL = Subscription(
    "saved_searches_find_all", on_following.saved_searches_find_all, queue=QUEUE, retry_dead=REST
)
FOLLOWED = Subscription("followed_changed_notify", on_following.followed_changed_notify)
HEAR = Subscription("deals_hear_of_change", on_deals.deals_hear_of_change)
ACCEPTANCE = Subscription("acceptance_notify", on_pairings.acceptance_notify)
SETTLE = Subscription("matches_settle", on_pairings.matches_settle)
OFFICE_DECIDED = Subscription("office_decision_notify", on_catalog.decision_notify)
MANDATE_ENDED = Subscription("mandate_ended_notify", on_mandates.mandate_ended_notify)
DECISION = Subscription("decision_record", decision_record)

SUBSCRIPTIONS: Subscriptions = {
    catalog.ListingPublished: (
        INDEX,
        Subscription("followed_published_notify", on_following.followed_published_notify),
        Subscription("publishing_task_settle", on_panel.publishing_task_settle),
    ),
    catalog.ListingRevised: (
        INDEX,
        HEAR,
        FOLLOWED,
    ),
    catalog.ListingWithdrawn: (
        INDEX,
        SETTLE,
        HEAR,
        FOLLOWED,
    ),
    catalog.ListingClosed: (
        INDEX,
        SETTLE,
        HEAR,
        FOLLOWED,
    ),
    catalog.ListingContracted: (
        HEAR,
        INDEX,
        SETTLE,
        Subscription("need_contracted_notify", on_catalog.need_contracted_notify),
        FOLLOWED,
    ),
    catalog.ListingSubmitted: (
        Subscription("listing_submitted_notify", on_catalog.submitted_notify),
    ),
    catalog.ListingReturned: (OFFICE_DECIDED,),
    catalog.ListingApproved: (OFFICE_DECIDED,),
    catalog.ListingTransferred: (FOLLOWED,),
    catalog.ListingReopened: (INDEX, FOLLOWED),
    catalog.ListingAudienceChanged: (
        INDEX,
        Subscription("deals_follow_broker", on_deals.deals_follow_broker),
    ),
    catalog.ListingBrokerNamed: (
        Subscription("broker_named_notify", on_catalog.broker_named_notify),
    ),
    catalog.ListingsPublished: (
        INDEX_ALL,
        Subscription("followed_published_notify_all", on_following.followed_published_notify_all),
    ),
    catalog.ListingsImported: (Subscription("import_notify", on_catalog.import_notify),),
    discovery.ListingIndexed: (MATCH, FIND),
    discovery.ListingsIndexed: (MATCH_ALL, FIND_ALL),
    following.SearchFound: (Subscription("search_found_notify", on_following.search_found_notify),),
    pairings.PairingProposed: (
        Subscription("pairing_notify", on_pairings.pairing_notify),
        Subscription("showing_record", showing_record),
    ),
    discovery.ReleasePromoted: (RANK_ANEW,),
    discovery.WeightsProposed: (COMPARE,),
    pairings.PairingOpened: (Subscription("opening_record", opening_record),),
    pairings.PairingAccepted: (
        ACCEPTANCE,
        DECISION,
    ),
    pairings.PairingDeclined: (
        Subscription("decline_notify", on_pairings.decline_notify),
        DECISION,
    ),
    pairings.PairingReconsidered: (
        Subscription("reconsideration_notify", on_pairings.reconsideration_notify),
    ),
    pairings.PairingResumed: (ACCEPTANCE,),
    pairings.PairingReferred: (Subscription("referral_notify", on_pairings.referral_notify),),
    mandates.MandateGranted: (
        Subscription("mandate_granted_notify", on_mandates.mandate_granted_notify),
    ),
    mandates.MandateUsed: (Subscription("mandate_used_notify", on_mandates.mandate_used_notify),),
    mandates.MandateRevoked: (MANDATE_ENDED,),
    mandates.MandateLaidDown: (MANDATE_ENDED,),
    mandates.MandateExpired: (MANDATE_ENDED,),
    posting.NeedDraftHandedOver: (
        Subscription("need_draft_ask_firm", on_posting.need_draft_ask_firm),
    ),
    posting.NeedDraftPosted: (
        Subscription("need_draft_posted_notify", on_posting.need_draft_posted_notify),
    ),
    posting.NeedDraftRefused: (
        Subscription("need_draft_refused_notify", on_posting.need_draft_refused_notify),
    ),
    access.AccessAsked: (Subscription("access_asked_notify", on_access.access_asked_notify),),
    access.AccessGranted: (Subscription("access_granted_notify", on_access.access_granted_notify),),
    access.AccessEnds: (Subscription("access_end_on_its_day", on_access.access_end_on_its_day),),
    access.AccessDeclined: (
        Subscription("access_declined_notify", on_access.access_declined_notify),
    ),
    access.AccessRevoked: (Subscription("access_revoked_notify", on_access.access_revoked_notify),),
    access.AccessEnded: (Subscription("access_ended_notify", on_access.access_ended_notify),),
    introductions.IntroductionMade: (
        Subscription("introduction_made_notify", on_introductions.introduction_made_notify),
    ),
    introductions.IntroductionAgreed: (
        Subscription("introduction_agreed_notify", on_introductions.introduction_agreed_notify),
    ),
    introductions.IntroductionDeclined: (
        Subscription("introduction_declined_notify", on_introductions.introduction_declined_notify),
    ),
    introductions.IntroductionWithdrawn: (
        Subscription(
            "introduction_withdrawn_notify", on_introductions.introduction_withdrawn_notify
        ),
    ),
}
