"""Talks, their terms and commissions, and what is said and done in them."""

from __future__ import annotations

from backend.attachments import events as attachments
from backend.attachments import reactions as on_attachments
from backend.brokerage import events as brokerage
from backend.brokerage import reactions as on_brokerage
from backend.contracts import reactions as on_contracts
from backend.conversation import events as conversation
from backend.conversation import reactions as on_conversation
from backend.core.outbox import Subscription, Subscriptions
from backend.deals import events as deals
from backend.deals import reactions as on_deals
from backend.discovery.reactions import deal_record
from backend.helpdesk import reactions as on_helpdesk
from backend.tasks import events as tasks
from backend.tasks import reactions as on_tasks
from backend.terms import events as terms
from backend.terms import reactions as on_terms

from .heard import DEAL_MOVED, NEED_FOLLOW, SETTLE

OUTCOME = Subscription("deal_record", deal_record)
MEETING = Subscription("meeting_notify", on_deals.meeting_notify)

SUBSCRIPTIONS: Subscriptions = {
    deals.DealOpened: (
        Subscription("deal_notify", on_deals.deal_notify),
        Subscription("deal_contract_expect", on_contracts.deal_contract_expect),
        OUTCOME,
    ),
    deals.DealEnded: (
        Subscription("contracts_follow_deal", on_contracts.contracts_follow_deal),
        Subscription("offers_follow_deal", on_terms.offers_follow_deal),
        Subscription("deal_ended_notify", on_deals.deal_ended_notify),
        SETTLE,
        OUTCOME,
        NEED_FOLLOW,
    ),
    deals.DealStageMoved: (
        Subscription("deal_moved_notify", on_deals.deal_moved_notify),
        OUTCOME,
    ),
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
    brokerage.CommissionProposed: (
        Subscription("commission_proposed_notify", on_brokerage.commission_proposed_notify),
    ),
    brokerage.CommissionAgreed: (
        Subscription("commission_agreed_notify", on_brokerage.commission_agreed_notify),
    ),
    brokerage.CommissionDeclined: (
        Subscription("commission_declined_notify", on_brokerage.commission_declined_notify),
    ),
    attachments.AttachmentAdded: (
        Subscription("attachment_scan", on_attachments.attachment_scan),
        Subscription("attachment_notify", on_attachments.attachment_notify),
        DEAL_MOVED,
    ),
    conversation.MessageWritten: (
        Subscription("message_notify", on_conversation.message_notify),
        Subscription("ticket_turn", on_helpdesk.ticket_turn),
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
}
