"""Ways to pay: one protocol, three gateways. Which are offered is the installation's settings."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings

from .bank import BankGateway
from .local import LocalGateway
from .protocol import Gateway, Provider

_CLASSES = {"bank": BankGateway, "local": LocalGateway}


def gateway_named(name: str) -> Gateway:
    """The gateway of a payment, offered today or not. Raises KeyError for an unknown one."""
    if name == "stripe":
        return _stripe()
    return _CLASSES[name]()


def provider_named(name: str) -> Provider:
    """The same where it is a payment provider. Raises KeyError for any other."""
    if name == "stripe":
        return _stripe()
    return {"local": LocalGateway}[name]()


def gateways_offered() -> list[Gateway]:
    """Those of this installation, online ones first."""
    return [gateway_named(name) for name in settings.PAYMENT_METHODS]


def providers_offered() -> list[Provider]:
    """Those of them that are payment providers."""
    return [provider_named(name) for name in settings.PAYMENT_METHODS if name != "bank"]


def methods_for(amount: Decimal) -> list[Gateway]:
    """Those that take such an amount in one payment."""
    return [gateway for gateway in gateways_offered() if amount <= gateway.most]


def _stripe() -> Provider:
    # Lazily: the library is large, and most installations do without it.
    from .stripe_gateway import StripeGateway

    return StripeGateway()
