"""What Stripe's answers say, in the words of the protocol."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from .protocol import (
    AccountThere,
    ChargeThere,
    Checkout,
    CheckoutState,
    DisputeThere,
    EventThere,
    RefundState,
    RefundThere,
    TransferThere,
)

_LOST = {"lost"}
_WON = {"won", "warning_closed", "prevented"}


def checkout_there(session: dict[str, Any]) -> Checkout:
    """A Checkout Session, expanded by what is known of its payment."""
    intent = session.get("payment_intent")
    read = intent if isinstance(intent, dict) else {}
    charge = read.get("latest_charge")
    charged = charge if isinstance(charge, dict) else {}
    kept = charged.get("balance_transaction")
    problem = read.get("last_payment_error") or {}
    return Checkout(
        id=session["id"],
        state=_state(session, read.get("status", "processing")),
        url=session.get("url") or "",
        intent_id=_id(intent),
        charge_id=_id(charge),
        received=_major(read["amount_received"]) if read else None,
        currency=(session.get("currency") or "").upper(),
        fee=_major(kept["fee"]) if isinstance(kept, dict) else None,
        error=(problem.get("message") or "")[:200],
    )


def _state(session: dict[str, Any], intent_status: str) -> CheckoutState:
    if session.get("payment_status") in {"paid", "no_payment_required"}:
        return CheckoutState.PAID
    if session.get("status") == "expired":
        return CheckoutState.EXPIRED
    if session.get("status") == "complete":
        failed = intent_status in {"requires_payment_method", "canceled"}
        return CheckoutState.FAILED if failed else CheckoutState.PROCESSING
    return CheckoutState.OPEN


def refund_there(found: dict[str, Any]) -> RefundThere:
    """A refund."""
    states = {
        "succeeded": RefundState.DONE,
        "failed": RefundState.FAILED,
        "canceled": RefundState.FAILED,
    }
    return RefundThere(
        id=found["id"],
        state=states.get(found.get("status") or "", RefundState.PENDING),
        amount=_major(found["amount"]),
        error=found.get("failure_reason") or "",
    )


def transfer_there(found: dict[str, Any]) -> TransferThere:
    """A transfer."""
    return TransferThere(
        id=found["id"],
        amount=_major(found["amount"]),
        reversed=_major(found["amount_reversed"]),
    )


def account_there(found: dict[str, Any]) -> AccountThere:
    """A connected account, ready once shares can be passed on from it."""
    able = (found.get("capabilities") or {}).get("transfers") == "active"
    return AccountThere(id=found["id"], ready=bool(able and found.get("payouts_enabled")))


def event_there(told: Any, body: str) -> EventThere:
    """What a message is about."""
    about = told["data"]["object"]
    return EventThere(
        id=told["id"],
        live=bool(told["livemode"]),
        type=told["type"],
        object_type=about.get("object", ""),
        object_id=about.get("id") or "",
        number=str((about.get("metadata") or {}).get("number") or ""),
        body=body,
    )


def dispute_there(found: dict[str, Any]) -> DisputeThere:
    """A dispute; warnings that came to nothing count as won."""
    moved = found.get("balance_transactions") or []
    due = (found.get("evidence_details") or {}).get("due_by")
    status = found["status"]
    return DisputeThere(
        id=found["id"],
        intent_id=_id(found.get("payment_intent")),
        amount=_major(found["amount"]),
        fee=_major(sum(int(each.get("fee") or 0) for each in moved)),
        reason=str(found.get("reason") or ""),
        state="lost" if status in _LOST else "won" if status in _WON else "open",
        due_by=datetime.fromtimestamp(due, tz=UTC) if due else None,
    )


def charge_there(found: dict[str, Any]) -> ChargeThere:
    """A charge that succeeded."""
    return ChargeThere(
        id=found["id"],
        intent_id=_id(found.get("payment_intent")),
        number=str((found.get("metadata") or {}).get("number") or ""),
        amount=_major(found["amount"]),
        currency=found["currency"].upper(),
        refunded=_major(found["amount_refunded"]),
    )


def _id(found: Any) -> str:
    return "" if found is None else found if isinstance(found, str) else str(found["id"])


def _major(amount: int) -> Decimal:
    return Decimal(amount) / 100
