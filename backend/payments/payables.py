"""What can be paid, registered by the apps that have such things, from their ``apps.ready``.

Payments lie below them and never import one. While ``selectors.payment_standing`` finds a payment, the
thing is being paid or paid, and its app does not change it: both lock the thing first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.core.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """What somebody else pays of a thing, so that its payer pays less."""

    amount: Decimal
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """A thing that one organisation owes another. ``blocked`` says why it cannot be paid now.
    ``amount`` is what the payer pays, the ``reliefs`` of others taken off already.

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
    reliefs: Sequence[Relief] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableKind:
    """``find(actor, id)`` gives it as the actor may know it and raises NotFound where he may not;
    ``lock(id)`` gives it with its row locked, within a transaction; rights are the caller's."""

    name: str
    find: Callable[[Any, int], Payable]
    lock: Callable[[int], Payable]


Reliever = Callable[[str, Collection[int]], Mapping[int, Sequence[Relief]]]
_KINDS: dict[str, PayableKind] = {}
_RELIEVERS: list[Reliever] = []


def reliever_register(reliever: Reliever) -> None:
    """Take what tells who else pays a part of payables, by kind and ids. While a payment stands it says
    the same."""
    if reliever not in _RELIEVERS:
        _RELIEVERS.append(reliever)


def reliefs_of(kind: str, ids: Collection[int]) -> dict[int, list[Relief]]:
    """What others pay of these payables, where they pay anything."""
    found: dict[int, list[Relief]] = {}
    for reliever in _RELIEVERS:
        for pk, reliefs in reliever(kind, ids).items():
            found.setdefault(pk, []).extend(reliefs)
    return found


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
