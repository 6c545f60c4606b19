"""Milestones and the money for them."""

from __future__ import annotations

from backend.bookings import reactions as on_bookings
from backend.brokerage import reactions as on_brokerage
from backend.core.outbox import Subscription, Subscriptions
from backend.delivery import events as delivery
from backend.delivery import reactions as on_delivery
from backend.payments import events as payments
from backend.payments import reactions as on_payments

PLAN_NOTICE = Subscription("schedule_notify", on_delivery.plan_notify)
MILESTONE_NOTICE = Subscription("milestone_notify", on_delivery.milestone_notify)
EXTENSION_NOTICE = Subscription("extension_notify", on_delivery.extension_notify)
INSPECTION_NOTICE = Subscription("inspection_notify", on_delivery.inspection_notify)
UNSETTLE = Subscription("milestone_unsettle", on_delivery.milestone_unsettle)
UNSETTLE_BOOKING = Subscription("booking_unsettle", on_bookings.booking_unsettle)
PASS_ON = Subscription("payouts_follow", on_payments.payouts_follow)
CALL_BACK = Subscription("payouts_call_back", on_payments.payouts_call_back)
REDDEN = Subscription("invoices_follow", on_payments.invoices_follow)
DECIDED = Subscription("dispute_decided_notify", on_payments.dispute_decided_notify)
INVOICE = Subscription("invoice_notify", on_payments.invoice_notify)

SUBSCRIPTIONS: Subscriptions = {
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
        Subscription("booking_settle", on_bookings.booking_settle),
        PASS_ON,
        Subscription("commission_due_notify", on_brokerage.commission_due_notify),
        Subscription("payment_settled_notify", on_payments.payment_settled_notify),
    ),
    payments.PaymentFailed: (
        Subscription("payment_failed_notify", on_payments.payment_failed_notify),
    ),
    payments.PaymentDisputed: (
        Subscription("payment_disputed_notify", on_payments.payment_disputed_notify),
    ),
    payments.PaymentDisputeWon: (PASS_ON, DECIDED),
    payments.PaymentDisputeLost: (UNSETTLE, UNSETTLE_BOOKING, CALL_BACK, REDDEN, DECIDED),
    payments.RefundAsked: (Subscription("refund_follow", on_payments.refund_follow),),
    payments.RefundFailed: (
        Subscription("refund_failed_notify", on_payments.refund_failed_notify),
    ),
    payments.PaymentRefunded: (
        UNSETTLE,
        UNSETTLE_BOOKING,
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
}
