"""What the schedule runs over payments."""

from __future__ import annotations

from django.conf import settings

from . import services
from .gateways import local
from .gateways.protocol import BadSignature


def payments_reconcile() -> int:
    """Compare our books with the providers'; returns how many differences are open."""
    return services.payments_reconcile()


def simulated_webhooks_send() -> int:
    """The simulated provider tells what has happened at it; returns how many messages were taken."""
    if not settings.SIMULATED_PAYMENTS:
        return 0
    return local.webhooks_send(_take)


def _take(body: bytes, signature: str) -> bool:
    try:
        services.webhook_take(gateway="local", body=body, signature=signature)
    except BadSignature:
        return False
    return True
