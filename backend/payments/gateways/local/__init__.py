"""A payment provider that is not there: it behaves as Stripe does, moves no money, and serves the
embedded default and the tests.

It has a memory of its own, keeps idempotency keys, and tells of every change by a webhook signed by
Stripe's scheme, at once or after a while. Which card is used decides what happens.
"""

from .cards import CARDS
from .gateway import LocalGateway
from .happenings import (
    DISPUTE_FEE,
    FEE,
    account_make_ready,
    checkout_pay,
    dispute_decide,
    disputes_open,
)
from .webhooks import webhooks_send

__all__ = [
    "CARDS",
    "DISPUTE_FEE",
    "FEE",
    "LocalGateway",
    "account_make_ready",
    "checkout_pay",
    "dispute_decide",
    "disputes_open",
    "webhooks_send",
]
