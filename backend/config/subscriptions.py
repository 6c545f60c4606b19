"""The whole map from event to reactions. A reaction's name stands in rows: it never changes."""

from __future__ import annotations

from datetime import timedelta

from backend.accounts import events as accounts
from backend.accounts import reactions as on_accounts
from backend.attachments import events as attachments
from backend.attachments import reactions as on_attachments
from backend.brokerage import events as brokerage
from backend.brokerage import reactions as on_brokerage
from backend.catalog import events as catalog
from backend.catalog import reactions as on_catalog
from backend.contracts import events as contracts
from backend.contracts import reactions as on_contracts
from backend.conversation import events as conversation
from backend.conversation import reactions as on_conversation
from backend.core.events import NoticeSent
from backend.core.outbox import Subscription
from backend.deals import events as deals
from backend.deals import reactions as on_deals
from backend.delivery import events as delivery
from backend.delivery import reactions as on_delivery
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
from backend.following import events as following
from backend.following import reactions as on_following
from backend.introductions import events as introductions
from backend.introductions import reactions as on_introductions
from backend.ownership import events as ownership
from backend.ownership import reactions as on_ownership
from backend.pairings import events as pairings
from backend.pairings import reactions as on_pairings
from backend.payments import events as payments
from backend.payments import reactions as on_payments
from backend.registration import events as registration
from backend.registration import notices as registration_notices
from backend.registration import reactions as on_registration
from backend.tasks import events as tasks
from backend.tasks import reactions as on_tasks
from backend.terms import events as terms
from backend.terms import reactions as on_terms

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
MEETING = Subscription("meeting_notify", on_deals.meeting_notify)
ACCEPTANCE = Subscription("acceptance_notify", on_pairings.acceptance_notify)
DEAL_MOVED = Subscription("deal_moved", on_deals.deal_moved)
DECISION = Subscription("decision_record", decision_record)
NEED_FOLLOW = Subscription("need_follow_contracts", on_contracts.need_follow_contracts)
STEP = Subscription("contract_step_notify", on_contracts.contract_step_notify)
SETTLE = Subscription("deal_tasks_settle", on_contracts.deal_tasks_settle)
PLAN_NOTICE = Subscription("schedule_notify", on_delivery.plan_notify)
MILESTONE_NOTICE = Subscription("milestone_notify", on_delivery.milestone_notify)
EXTENSION_NOTICE = Subscription("extension_notify", on_delivery.extension_notify)
INSPECTION_NOTICE = Subscription("inspection_notify", on_delivery.inspection_notify)
UNSETTLE = Subscription("milestone_unsettle", on_delivery.milestone_unsettle)
PASS_ON = Subscription("payouts_follow", on_payments.payouts_follow)
CALL_BACK = Subscription("payouts_call_back", on_payments.payouts_call_back)
REDDEN = Subscription("invoices_follow", on_payments.invoices_follow)
DECIDED = Subscription("dispute_decided_notify", on_payments.dispute_decided_notify)
INVOICE = Subscription("invoice_notify", on_payments.invoice_notify)
REGISTRY = Subscription(
    "registration_registry_notify", on_registration.registration_registry_notify
)
GRANT_DECIDED = Subscription("grant_decided_notify", on_ownership.grant_decided_notify)

SUBSCRIPTIONS = {
    catalog.ListingPublished: (
        INDEX,
        Subscription("followed_published_notify", on_following.followed_published_notify),
    ),
    catalog.ListingRevised: (
        INDEX,
        HEAR,
        FOLLOWED,
    ),
    catalog.ListingWithdrawn: (
        INDEX,
        HEAR,
        FOLLOWED,
    ),
    catalog.ListingClosed: (
        INDEX,
        HEAR,
        FOLLOWED,
    ),
    catalog.ListingContracted: (
        HEAR,
        INDEX,
        Subscription("need_contracted_notify", on_catalog.need_contracted_notify),
        FOLLOWED,
    ),
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
    pairings.PairingProposed: (Subscription("pairing_notify", on_pairings.pairing_notify),),
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
    deals.DealOpened: (
        Subscription("deal_notify", on_deals.deal_notify),
        Subscription("deal_contract_expect", on_contracts.deal_contract_expect),
    ),
    deals.DealEnded: (
        Subscription("contracts_follow_deal", on_contracts.contracts_follow_deal),
        Subscription("offers_follow_deal", on_terms.offers_follow_deal),
        Subscription("deal_ended_notify", on_deals.deal_ended_notify),
        SETTLE,
        NEED_FOLLOW,
    ),
    deals.DealStageMoved: (Subscription("deal_moved_notify", on_deals.deal_moved_notify),),
    deals.NextStepPlanned: (Subscription("deal_step_notify", on_deals.deal_step_notify),),
    deals.NdaAgreed: (Subscription("deal_nda_notify", on_deals.deal_nda_notify),),
    deals.DealResultGiven: (Subscription("deal_result_notify", on_deals.deal_result_notify),),
    deals.DealListingChanged: (Subscription("deal_listing_notify", on_deals.deal_listing_notify),),
    deals.MeetingPlanned: (MEETING,),
    deals.MeetingMoved: (MEETING,),
    deals.MeetingCancelled: (MEETING,),
    terms.OfferMade: (Subscription("offer_made_notify", on_terms.offer_made_notify),),
    terms.OfferAccepted: (Subscription("offer_accepted_notify", on_terms.offer_accepted_notify),),
    terms.OfferDeclined: (Subscription("offer_declined_notify", on_terms.offer_declined_notify),),
    terms.OfferWithdrawn: (
        Subscription("offer_withdrawn_notify", on_terms.offer_withdrawn_notify),
    ),
    terms.OfferExpired: (Subscription("offer_expired_notify", on_terms.offer_expired_notify),),
    contracts.ContractDropped: (
        DEAL_MOVED,
        NEED_FOLLOW,
        Subscription("contract_dropped_notify", on_contracts.contract_dropped_notify),
    ),
    contracts.ContractProposed: (
        DEAL_MOVED,
        Subscription("contract_proposed_notify", on_contracts.contract_proposed_notify),
        Subscription("contract_draft_task_end", on_contracts.contract_draft_task_end),
    ),
    contracts.ContractReturned: (
        DEAL_MOVED,
        Subscription("contract_returned_notify", on_contracts.contract_returned_notify),
    ),
    contracts.ContractConfirmed: (
        DEAL_MOVED,
        Subscription("contract_confirmed_notify", on_contracts.contract_confirmed_notify),
    ),
    contracts.ContractPartySigned: (STEP,),
    contracts.ContractReopened: (STEP,),
    contracts.ContractScanOffered: (STEP,),
    contracts.ContractScanRefused: (STEP,),
    contracts.ContractAmended: (STEP,),
    contracts.ContractTerminated: (STEP, NEED_FOLLOW),
    contracts.ContractSigned: (
        DEAL_MOVED,
        Subscription("contract_registrable_notify", on_registration.contract_registrable_notify),
        Subscription("contract_signed_notify", on_contracts.contract_signed_notify),
        SETTLE,
        Subscription("contract_record", contract_record),
    ),
    brokerage.CommissionProposed: (
        Subscription("commission_proposed_notify", on_brokerage.commission_proposed_notify),
    ),
    brokerage.CommissionAgreed: (
        Subscription("commission_agreed_notify", on_brokerage.commission_agreed_notify),
    ),
    brokerage.CommissionDeclined: (
        Subscription("commission_declined_notify", on_brokerage.commission_declined_notify),
    ),
    ownership.GrantApplied: (
        Subscription("grant_applied_notify", on_ownership.grant_applied_notify),
    ),
    ownership.GrantGiven: (GRANT_DECIDED,),
    ownership.GrantDeclined: (GRANT_DECIDED,),
    ownership.SharesProposed: (
        Subscription("shares_proposed_notify", on_ownership.shares_proposed_notify),
    ),
    ownership.SharesAgreed: (
        Subscription("shares_agreed_notify", on_ownership.shares_agreed_notify),
    ),
    registration.RegistrationSubmitted: (REGISTRY,),
    registration.RegistrationObjected: (REGISTRY,),
    registration.RegistrationReturned: (
        Subscription(
            "registration_returned_notify",
            on_registration.applicant_notify(registration_notices.RETURNED),
        ),
    ),
    registration.ContractRegistered: (
        Subscription(
            "registration_registered_notify",
            on_registration.parties_notify(registration_notices.REGISTERED),
        ),
    ),
    registration.RegistrationRefused: (
        Subscription(
            "registration_refused_notify",
            on_registration.applicant_notify(registration_notices.REFUSED),
        ),
    ),
    registration.RegistrationRevoked: (
        Subscription(
            "registration_revoked_notify",
            on_registration.parties_notify(registration_notices.REVOKED),
        ),
    ),
    registration.ChangeReported: (
        Subscription("registration_change_notify", on_registration.registration_change_notify),
    ),
    registration.ChangeNoted: (
        Subscription(
            "change_noted_notify",
            on_registration.applicant_notify(registration_notices.CHANGE_NOTED),
        ),
    ),
    registration.ChangeReturned: (
        Subscription(
            "change_returned_notify",
            on_registration.applicant_notify(registration_notices.CHANGE_RETURNED),
        ),
    ),
    registration.OutsideReported: (
        Subscription("outside_bureau_notify", on_registration.outside_bureau_notify),
    ),
    registration.OutsideReturned: (
        Subscription(
            "outside_returned_notify",
            on_registration.buyer_notify(registration_notices.OUTSIDE_RETURNED),
        ),
    ),
    registration.OutsideCounted: (
        Subscription(
            "outside_counted_notify",
            on_registration.buyer_notify(registration_notices.OUTSIDE_COUNTED),
        ),
    ),
    registration.OutsideDismissed: (
        Subscription(
            "outside_dismissed_notify",
            on_registration.buyer_notify(registration_notices.OUTSIDE_DISMISSED),
        ),
    ),
    accounts.MemberInvited: (Subscription("invitation_mail", on_accounts.invitation_mail),),
    accounts.MemberLeft: (
        Subscription("member_replace", on_catalog.member_replace),
        Subscription("deals_member_leave", on_deals.deals_member_leave),
    ),
    attachments.AttachmentAdded: (
        Subscription("attachment_scan", on_attachments.attachment_scan),
        Subscription("attachment_notify", on_attachments.attachment_notify),
        DEAL_MOVED,
    ),
    conversation.MessageWritten: (
        Subscription("message_notify", on_conversation.message_notify),
        DEAL_MOVED,
    ),
    conversation.MessageEdited: (Subscription("mention_notify", on_conversation.mention_notify),),
    tasks.TaskAssigned: (
        Subscription("task_assigned_notify", on_tasks.task_assigned_notify),
        DEAL_MOVED,
    ),
    tasks.TaskFinished: (
        Subscription("task_finished_notify", on_tasks.task_finished_notify),
        DEAL_MOVED,
    ),
    accounts.OrganisationRegistered: (
        Subscription("organisation_registered_notify", on_accounts.organisation_registered_notify),
    ),
    accounts.MemberJoined: (
        Subscription("member_joined_notify", on_accounts.member_joined_notify),
    ),
    accounts.OrganisationVerified: (
        Subscription("organisation_verified_notify", on_accounts.organisation_verified_notify),
    ),
    delivery.PlanProposed: (PLAN_NOTICE,),
    delivery.PlanReturned: (PLAN_NOTICE,),
    delivery.PlanAgreed: (PLAN_NOTICE,),
    delivery.PlanReopened: (PLAN_NOTICE,),
    delivery.PlanFulfilled: (
        PLAN_NOTICE,
        Subscription("deal_complete", on_delivery.deal_complete),
    ),
    delivery.MilestoneOpened: (MILESTONE_NOTICE,),
    delivery.MilestoneSubmitted: (MILESTONE_NOTICE,),
    delivery.MilestoneReturned: (MILESTONE_NOTICE,),
    delivery.MilestoneAccepted: (MILESTONE_NOTICE,),
    delivery.ExtensionAsked: (EXTENSION_NOTICE,),
    delivery.ExtensionAgreed: (EXTENSION_NOTICE,),
    delivery.ExtensionRefused: (EXTENSION_NOTICE,),
    delivery.InspectionMade: (INSPECTION_NOTICE,),
    delivery.InspectionMended: (INSPECTION_NOTICE,),
    delivery.InspectionReturned: (INSPECTION_NOTICE,),
    delivery.InspectionClosed: (INSPECTION_NOTICE,),
    payments.PaymentStarted: (Subscription("payment_set_up", on_payments.payment_set_up),),
    payments.WebhookReceived: (Subscription("webhook_follow", on_payments.webhook_follow),),
    payments.PaymentDeclared: (
        Subscription("payment_declared_notify", on_payments.payment_declared_notify),
    ),
    payments.PaymentDenied: (
        Subscription("payment_denied_notify", on_payments.payment_denied_notify),
    ),
    payments.PaymentSettled: (
        Subscription("milestone_settle", on_delivery.milestone_settle),
        PASS_ON,
        Subscription("payment_settled_notify", on_payments.payment_settled_notify),
    ),
    payments.PaymentFailed: (
        Subscription("payment_failed_notify", on_payments.payment_failed_notify),
    ),
    payments.PaymentDisputed: (
        Subscription("payment_disputed_notify", on_payments.payment_disputed_notify),
    ),
    payments.PaymentDisputeWon: (PASS_ON, DECIDED),
    payments.PaymentDisputeLost: (UNSETTLE, CALL_BACK, REDDEN, DECIDED),
    payments.RefundAsked: (Subscription("refund_follow", on_payments.refund_follow),),
    payments.RefundFailed: (
        Subscription("refund_failed_notify", on_payments.refund_failed_notify),
    ),
    payments.PaymentRefunded: (
        UNSETTLE,
        CALL_BACK,
        REDDEN,
        Subscription("payment_refunded_notify", on_payments.payment_refunded_notify),
    ),
    payments.PayoutSent: (
        CALL_BACK,
        Subscription("payout_sent_notify", on_payments.payout_sent_notify),
    ),
    payments.PayoutRefused: (
        Subscription("payout_refused_notify", on_payments.payout_refused_notify),
    ),
    payments.ProviderAccountReady: (Subscription("payouts_resume", on_payments.payouts_resume),),
    payments.InvoiceRequested: (INVOICE,),
    payments.InvoiceIssued: (INVOICE,),
    payments.InvoiceReturned: (INVOICE,),
    payments.InvoiceRedDue: (INVOICE,),
    payments.InvoiceRedIssued: (INVOICE,),
    payments.DifferenceFound: (Subscription("difference_notify", on_payments.difference_notify),),
    # A mail must not be sent again and again: what gave up waits for a person.
    NoticeSent: (Subscription("notice_mail", on_accounts.notice_mail),),
}
