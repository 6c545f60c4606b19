"""What the start page shows of the market: newest listings and figures, all from tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Least

from backend.accounts.actors import Actor
from backend.catalog.models import Kind, Listing, Status
from backend.catalog.selectors import listings_on_market
from backend.contracts.models import Contract
from backend.core.money_fields import Currency
from backend.deals.models import Decision
from backend.discovery.services.pairing import KEEP

NEWEST = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """How much is on the market and was recorded; ``amount`` is of contracts in yuan."""

    needs: int
    achievements: int
    experts: int
    contracts: int
    amount: Decimal


def newest_needs(actor: Actor) -> QuerySet[Listing]:
    """The newest needs, each with ``fits``: how many of its best offers are on the market."""
    shown = Q(
        pairings_as_need__superseded=False,
        pairings_as_need__offer__status=Status.PUBLISHED,
    ) & ~Q(pairings_as_need__offer_decision=Decision.DECLINED)
    return listings_on_market(actor, kind=Kind.NEED).annotate(
        fits=Least(Count("pairings_as_need", filter=shown), KEEP)
    )[:NEWEST]


def newest_achievements(actor: Actor) -> QuerySet[Listing]:
    """The newest achievements."""
    return listings_on_market(actor, kind=Kind.ACHIEVEMENT)[:NEWEST]


def figures() -> Figures:
    """Counts of what is published and of contracts recorded; no listing is told apart."""
    published = {
        row["kind"]: row["n"]
        for row in Listing.objects.filter(status=Status.PUBLISHED)
        .values("kind")
        .annotate(n=Count("pk"))
    }
    recorded = Contract.objects.filter(state=Contract.State.CONFIRMED)
    yuan = recorded.filter(currency=Currency.CNY).aggregate(total=Sum("amount"))["total"]
    return Figures(
        needs=published.get(Kind.NEED, 0),
        achievements=published.get(Kind.ACHIEVEMENT, 0),
        experts=published.get(Kind.EXPERT, 0),
        contracts=recorded.count(),
        amount=yuan or Decimal(0),
    )
