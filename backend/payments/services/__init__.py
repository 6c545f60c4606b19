"""Writes of payments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .accounts import account_open, account_refresh
from .banking import bank_account_set, statement_import
from .disputes import dispute_refresh
from .invoicing import (
    invoice_issue,
    invoice_issue_red,
    invoice_request,
    invoice_return,
    invoices_redden,
)
from .paying import (
    payment_cancel,
    payment_confirm,
    payment_declare,
    payment_deny,
    payment_open,
    payment_refresh,
    payment_start,
)
from .payouts import payout_ask, payout_confirm, payout_reverse, payouts_ask
from .reconciling import payments_reconcile
from .refunding import refund_ask, refund_confirm, refund_start
from .webhooks import webhook_handle, webhook_take, webhooks_replay

SERVICES: dict[str, Callable[..., Any]] = {
    "declare": payment_declare,
    "confirm": payment_confirm,
    "deny": payment_deny,
    "cancel": payment_cancel,
    "refund": refund_start,
}
REFUND_SERVICES: dict[str, Callable[..., Any]] = {"confirm": refund_confirm}
PAYOUT_SERVICES: dict[str, Callable[..., Any]] = {"confirm": payout_confirm}
INVOICE_SERVICES: dict[str, Callable[..., Any]] = {
    "issue": invoice_issue,
    "return": invoice_return,
    "issue_red": invoice_issue_red,
}

__all__ = [
    "INVOICE_SERVICES",
    "PAYOUT_SERVICES",
    "REFUND_SERVICES",
    "SERVICES",
    "account_open",
    "account_refresh",
    "bank_account_set",
    "dispute_refresh",
    "invoice_issue",
    "invoice_issue_red",
    "invoice_request",
    "invoice_return",
    "invoices_redden",
    "payment_cancel",
    "payment_confirm",
    "payment_declare",
    "payment_deny",
    "payment_open",
    "payment_refresh",
    "payment_start",
    "payments_reconcile",
    "payout_ask",
    "payout_confirm",
    "payout_reverse",
    "payouts_ask",
    "refund_ask",
    "refund_confirm",
    "refund_start",
    "statement_import",
    "webhook_handle",
    "webhook_take",
    "webhooks_replay",
]
