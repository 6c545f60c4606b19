"""What can be paid, registered by the apps that have such things, from their ``apps.ready``.

Payments lie below them and never import one. While ``selectors.payment_standing`` finds a payment, the
thing is being paid or paid, and its app does not change it: both lock the thing first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.core.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """A thing that one organisation owes another. ``blocked`` says why it cannot be paid now.

    ``about`` is the contract, or whatever it is owed by, as a subject's name and id; ``url`` its page.
    """

    kind: str
    id: int
    title: str
    payer_id: int
    payee_id: int
    amount: Decimal
    currency: str
    deal_id: int | None = None
    about: tuple[str, int] | None = None
    url: str = ""
    blocked: object | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableKind:
    """``find(actor, id)`` gives it as the actor may know it and raises NotFound where he may not;
    ``lock(id)`` gives it with its row locked, within a transaction; rights are the caller's."""

    name: str
    find: Callable[[Any, int], Payable]
    lock: Callable[[int], Payable]


_KINDS: dict[str, PayableKind] = {}


def payable_register(kind: PayableKind) -> None:
    """Take a kind. Raises ValueError where two share a name."""
    if _KINDS.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"two payables are called {kind.name}")


def payable_kind(name: str) -> PayableKind:
    """The kind of this name. Raises NotFound."""
    found = _KINDS.get(name)
    if found is None:
        raise NotFound(_("There is nothing of this kind to be paid."))
    return found
