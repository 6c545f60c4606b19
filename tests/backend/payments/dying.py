"""A process that asks the provider about a payment and is killed before what it did is ours.

usage: python -m tests.backend.payments.dying answered|booked PAYMENT_ID
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()

from backend.payments import services  # noqa: E402
from backend.payments.services import paying, settling  # noqa: E402


def killed_after(module: Any, name: str) -> None:
    """Let the process be killed as soon as the module's function has done its work."""
    original = getattr(module, name)

    def run(*args: Any, **kwargs: Any) -> None:
        original(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(module, name, run)


class _Told:
    """The simulated provider, whose answer is the last thing that this process hears."""

    def __init__(self, gateway: Any) -> None:
        self.gateway = gateway

    def checkout_open(self, *args: Any, **kwargs: Any) -> None:
        self.gateway.checkout_open(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    moment, payment_id = sys.argv[1], int(sys.argv[2])
    if moment == "answered":
        named = paying.gateway_named
        paying.gateway_named = lambda name: _Told(named(name))  # type: ignore[assignment]
        services.payment_open(payment_id=payment_id)
    else:
        killed_after(settling, "journal_post")
        services.payment_refresh(payment_id=payment_id)
