"""What the start page shows of the market: newest listings and figures, all from tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Least

from backend.accounts.actors import Actor
from backend.catalog.kinds import ACHIEVEMENT, EXPERT, NEED
from backend.catalog.models import Listing, Status
from backend.catalog.selectors import details_readable, listings_on_market, market_counts
from backend.contracts.selectors import contracts_signed
from backend.core.money_fields import Currency
from backend.discovery.services.pairing import KEEP
from backend.pairings.models import Side
from backend.pairings.selectors import recommended_to

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
    """The newest needs, each with ``fits``: how many offers fit it, of what this reader may read."""
    needs = listings_on_market(actor, kind=NEED.name)
    shown = recommended_to(Side.NEED).filter(
        details_readable(actor, "need"),
        details_readable(actor, "offer"),
        need=OuterRef("pk"),
        offer__status=Status.PUBLISHED,
    )
    counted = shown.order_by().values("need").annotate(n=Count("pk")).values("n")
    return needs.annotate(fits=Least(Coalesce(Subquery(counted), 0), KEEP))[:NEWEST]


def newest_achievements(actor: Actor) -> QuerySet[Listing]:
    """The newest achievements."""
    return listings_on_market(actor, kind=ACHIEVEMENT.name)[:NEWEST]


def figures(actor: Actor) -> Figures:
    """What this reader finds on the market, and contracts recorded; no contract is told apart."""
    found = market_counts(actor)
    recorded = contracts_signed()
    yuan = recorded.filter(currency=Currency.CNY).aggregate(total=Sum("amount"))["total"]
    return Figures(
        needs=found.get(NEED.name, 0),
        achievements=found.get(ACHIEVEMENT.name, 0),
        experts=found.get(EXPERT.name, 0),
        contracts=recorded.count(),
        amount=yuan or Decimal(0),
    )
