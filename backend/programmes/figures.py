"""Figures of vouchers: what was paid to providers of which region, for settling between regions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from .models import Programme, Redemption
from .reckoning import ZERO
from .selectors.providers import across


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a register's providers earned of a programme; ``across`` where it is another region's."""

    region: str
    across: bool
    uses: int
    paid: Decimal
    doubtful: int


def settlement_of(programme: Programme) -> list[Settlement]:
    """By the region whose register recognised the provider; the home region pays."""
    rows = Redemption.objects.filter(
        voucher__programme=programme, state__in=Redemption.SPENT
    ).select_related("provider__organisation")
    found: defaultdict[str, list[Redemption]] = defaultdict(list)
    for row in rows.order_by("provider__region", "pk"):
        found[row.provider.region].append(row)
    return [
        Settlement(
            region=region,
            across=any(across(programme.scheme, row.provider) for row in held),
            uses=len(held),
            paid=sum((row.claimed or ZERO for row in held), ZERO),
            doubtful=sum(row.audit == "doubtful" for row in held),
        )
        for region, held in found.items()
    ]
