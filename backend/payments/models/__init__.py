"""Payments, what was made of them, and what banks and providers said."""

from .bank import BankAccount, BankReceipt, BankStatement, StatementLine
from .invoices import Invoice, InvoiceKind
from .payments import (
    Currency,
    Dispute,
    Failure,
    Method,
    Payment,
    Payout,
    Refund,
    RefundReason,
    Share,
    ShareKind,
)
from .provider import Difference, ProviderAccount, Reconciliation, WebhookEvent, WebhookRefusal
from .simulated import SimulatedEvent, SimulatedObject, SimulatedRequest

__all__ = [
    "BankAccount",
    "BankReceipt",
    "BankStatement",
    "Currency",
    "Difference",
    "Dispute",
    "Failure",
    "Invoice",
    "InvoiceKind",
    "Method",
    "Payment",
    "Payout",
    "ProviderAccount",
    "Reconciliation",
    "Refund",
    "RefundReason",
    "Share",
    "ShareKind",
    "SimulatedEvent",
    "SimulatedObject",
    "SimulatedRequest",
    "StatementLine",
    "WebhookEvent",
    "WebhookRefusal",
]
