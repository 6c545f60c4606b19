"""Figures of contracts that were signed and are not registered, for bureaus: how many, how much, and how
far each has come. Whose they are is the parties' matter and told nowhere here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from backend.accounts.regions import beginning_of
from backend.contracts.selectors import contracts_signed
from backend.registration.models import Registration

from .reading import REGISTERABLE

State = Registration.State


@dataclass(frozen=True, slots=True)
class Waiting:
    """Contracts that have come equally far; ``amount`` is of those in yuan, ``foreign`` how many are in
    another currency."""

    state: str
    name: str
    n: int
    amount: Decimal
    foreign: int


def unregistered_figures(region: str, year: int) -> list[Waiting]:
    """What sellers of a region signed in a year and did not have registered, by how far it has come; the
    most contracts first."""
    found = contracts_signed().filter(kind__in=REGISTERABLE, signed_on__year=year)
    if region:
        found = found.filter(seller__region__startswith=beginning_of(region))
    yuan = Q(currency="CNY")
    rows = (
        found.exclude(registration__state=State.REGISTERED)
        .order_by()
        .values_list("registration__state")
        .annotate(n=Count("pk"), amount=Sum("amount", filter=yuan), own=Count("pk", filter=yuan))
    )
    waiting = [
        Waiting(state or "", _words(state), n, amount or Decimal(0), n - own)
        for state, n, amount, own in rows
    ]
    return sorted(waiting, key=lambda row: (-row.n, row.state))


def _words(state: str | None) -> str:
    return str(State(state).label) if state else _("Nobody has applied yet.")
