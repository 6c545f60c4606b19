"""Ways to pay: one protocol, three gateways. Which are offered is the installation's settings."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.conf import settings

from .bank import BankGateway
from .local import LocalGateway
from .protocol import Gateway, Provider


def gateway_named(name: str) -> Gateway:
    """The gateway of a payment, offered today or not. Raises KeyError for an unknown one."""
    return BankGateway() if name == "bank" else provider_named(name)


def provider_named(name: str) -> Provider:
    """The same where it is a payment provider. Raises KeyError for any other."""
    found: dict[str, Callable[[], Provider]] = {"stripe": _stripe, "local": LocalGateway}
    return found[name]()


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
