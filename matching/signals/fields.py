"""What both sides say in fields: industry, technology field, region, readiness, money, modes.

What is not given counts for nothing. The points of each finding belong to the release.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.contracts import Profile, Reason
from matching.reasons import Code
from matching.signals.base import Pair, Pairs

# Beijing, Tianjin, Shanghai and Chongqing have no cities between province and county.
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What comparing one field gives; its points count ``times``."""

    code: Code
    params: Mapping[str, object] = field(default_factory=dict)
    times: float = 1.0


class Fields:
    """Points for each field that both sides fill."""

    name = "fields"
    version = "1"

    def __init__(self, points: Mapping[str, float]) -> None:
        self._points = points

    def scores(self, pairs: Pairs) -> NDArray[np.float64]:
        """Sum of points; NaN where no field can be compared."""
        return np.array([self._score(*pairs.sides(i)) for i in range(len(pairs.others))], float)

    def _score(self, need: Profile, offer: Profile) -> float:
        points = [self._value(finding) for finding in findings(need, offer)]
        return sum(points) if points else float("nan")

    def _value(self, finding: Finding) -> float:
        return self._points.get(finding.code, 0.0) * finding.times

    def reasons(self, pair: Pair, score: float, contribution: float) -> list[Reason]:
        """One reason a field, also of weight 0, where it is worth knowing."""
        share = contribution / score if score else 0.0
        return [
            Reason(self.name, f.code, self._value(f) * share, f.params)
            for f in findings(pair.need, pair.offer)
        ]


def findings(need: Profile, offer: Profile) -> Iterator[Finding]:
    """One for each field that the two sides can be compared in."""
    for compare in _COMPARISONS:
        finding = compare(need, offer)
        if finding is not None:
            yield finding


def _industry(need: Profile, offer: Profile) -> Finding | None:
    wanted, given = need.industry.upper(), offer.industry.upper()
    if not wanted or not given:
        return None
    params = {"need": need.industry, "offer": offer.industry}
    section = wanted[:1].isalpha() and given[:1].isalpha() and wanted[0] == given[0]
    a, b = wanted.lstrip("ABCDEFGHIJKLMNOPQRST"), given.lstrip("ABCDEFGHIJKLMNOPQRST")
    if min(len(a), len(b)) >= 2 and (a.startswith(b) or b.startswith(a)):
        return Finding(Code.INDUSTRY_SAME, params)
    if (len(a) >= 2 and a[:2] == b[:2]) or (section and not (a and b)):
        return Finding(Code.INDUSTRY_NEAR, params)
    return Finding(Code.INDUSTRY_DIFFERENT, params)


def _field(need: Profile, offer: Profile) -> Finding | None:
    if not need.field or not offer.field:
        return None
    same = need.field.startswith(offer.field) or offer.field.startswith(need.field)
    code = Code.FIELD_SAME if same else Code.FIELD_DIFFERENT
    return Finding(code, {"need": need.field, "offer": offer.field})


def _region(need: Profile, offer: Profile) -> Finding | None:
    a, b = need.region, offer.region
    if len(a) != 6 or len(b) != 6:
        return None
    params = {"need": a, "offer": b}
    if a[:2] != b[:2]:
        return Finding(Code.REGION_ELSEWHERE, params)
    if a == b and a[4:] != "00":
        return Finding(Code.REGION_SAME_COUNTY, params)
    if a[:2] in _MUNICIPALITIES or (a[:4] == b[:4] and a[2:4] != "00"):
        return Finding(Code.REGION_SAME_CITY, params)
    return Finding(Code.REGION_SAME_PROVINCE, params)


def _trl(need: Profile, offer: Profile) -> Finding | None:
    if need.trl is None:
        return None
    if offer.trl is None:
        return Finding(Code.TRL_UNKNOWN, {"wanted": need.trl})
    params = {"wanted": need.trl, "reached": offer.trl}
    if offer.trl >= need.trl:
        return Finding(Code.TRL_REACHED, params)
    return Finding(Code.TRL_BELOW, params, float(need.trl - offer.trl))


def _price(need: Profile, offer: Profile) -> Finding | None:
    budget = need.price_max if need.price_max is not None else need.price_min
    price = offer.price_min if offer.price_min is not None else offer.price_max
    if budget is None or (price is not None and need.currency != offer.currency):
        return None
    if price is None:
        return Finding(Code.PRICE_UNKNOWN, {"budget": budget})
    params = {"budget": budget, "price": price}
    if price <= budget:
        return Finding(Code.PRICE_WITHIN_BUDGET, params)
    # Twice the budget is as bad as it gets: beyond that nobody bargains.
    excess = min(1.0, float((price - budget) / budget)) if budget > 0 else 1.0
    return Finding(Code.PRICE_ABOVE_BUDGET, params, 0.25 + 0.75 * excess)


def _modes(need: Profile, offer: Profile) -> Finding | None:
    if not need.modes or not offer.modes:
        return None
    shared = need.modes & offer.modes
    if shared:
        return Finding(Code.MODES_SHARED, {"modes": sorted(shared)})
    return Finding(Code.MODES_DIFFERENT, {"need": sorted(need.modes), "offer": sorted(offer.modes)})


_COMPARISONS: tuple[Callable[[Profile, Profile], Finding | None], ...] = (
    _industry,
    _field,
    _region,
    _trl,
    _price,
    _modes,
)
