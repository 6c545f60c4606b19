"""Figures of the index that the platform reckons from its own rows: what counties registered and
absorbed, and how many achievements were put to use."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from backend.registration.selectors.counting import ABSORBED, OUTPUT, Counted, counted

HUNDRED_MILLIONS = Decimal(10) ** 8
_TRANSFERS = ("transfer", "licence")  # types of contract by which an achievement is put to use


def platform_figures(
    region: str, year: int, counties: Iterable[str]
) -> dict[tuple[str, str], Decimal]:
    """(county, indicator) → figure of a year: contract amounts in 亿元 to four places, and a number."""
    found = {
        (county, code): Decimal(0)
        for county in counties
        for code in ("contract_output", "contract_absorbed", "transfer_projects")
    }
    for side, code in ((OUTPUT, "contract_output"), (ABSORBED, "contract_absorbed")):
        for one in (one for one in counted(region, side) if one.year == year):
            county = _county(one, side)
            if (county, code) in found:
                found[county, code] += one.contract
            if (county, "transfer_projects") in found and _used(one, side):
                found[county, "transfer_projects"] += 1
    return {
        key: amount
        if key[1] == "transfer_projects"
        else (amount / HUNDRED_MILLIONS).quantize(Decimal("0.0001"), ROUND_HALF_UP)
        for key, amount in found.items()
    }


def _county(one: Counted, side: str) -> str:
    return (one.buyer_region if side == ABSORBED else one.seller_place)[:6]


def _used(one: Counted, side: str) -> bool:
    """An achievement is put to use where its buyer sits."""
    return side == ABSORBED and one.type in _TRANSFERS
