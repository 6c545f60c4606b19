"""Compares two sides field by field: each comparison gives a finding, or None where one is silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from matching.contracts import Profile
from matching.kinds import tells_readiness
from matching.reasons import Code
from matching.signals.industry_chains import neighbours

# Beijing, Tianjin, Shanghai and Chongqing have no cities between province and county.
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
# A technology rises by about one readiness level a year.
_ONE_LEVEL: Final = timedelta(days=365)
# Both sides speak of the same time; one side is out of date.
_SAME_TIME, _LONG_AGO = timedelta(days=2 * 365), timedelta(days=5 * 365)
_COMPLETE = 0.75  # of what both sides could state
_ENOUGH_PARTNERS = 3  # more of them prove nothing more


@dataclass(frozen=True, slots=True)
class Finding:
    """What comparing one field gives; its points count ``times``."""

    code: Code
    params: Mapping[str, object] = field(default_factory=dict)
    times: float = 1.0


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


def _chain(need: Profile, offer: Profile) -> Finding | None:
    """One industry makes what the other works with; not a likeness, and beside it."""
    if not neighbours(need.industry, offer.industry):
        return None
    return Finding(Code.INDUSTRY_CHAIN, {"need": need.industry, "offer": offer.industry})


def _deadline(need: Profile, offer: Profile) -> Finding | None:
    """Whether the time is enough to rise to the wanted readiness, counted from the need's day, so
    that the same pair finds the same on every day."""
    if need.deadline is None or need.dated is None or need.trl is None or offer.trl is None:
        return None
    levels = need.trl - offer.trl
    if levels <= 0:
        return None
    enough = need.dated + levels * _ONE_LEVEL <= need.deadline
    code = Code.DEADLINE_ALLOWS if enough else Code.DEADLINE_TIGHT
    return Finding(code, {"deadline": need.deadline.isoformat(), "levels": levels})


def _freshness(need: Profile, offer: Profile) -> Finding | None:
    """How far the days lie apart that the two sides are of."""
    if need.dated is None or offer.dated is None:
        return None
    params = {"need": need.dated.isoformat(), "offer": offer.dated.isoformat()}
    apart = abs(need.dated - offer.dated)
    if apart <= _SAME_TIME:
        return Finding(Code.DATES_NEAR, params)
    return Finding(Code.DATES_APART, params) if apart > _LONG_AGO else None


def _completeness(need: Profile, offer: Profile) -> Finding | None:
    """Two listings that state nearly all they could; less than that counts for nothing."""
    facts = [*_facts(need), *_facts(offer)]
    share = sum(facts) / len(facts)
    if share < _COMPLETE:
        return None
    return Finding(Code.BOTH_COMPLETE, {"stated": sum(facts), "of": len(facts)}, share)


def _facts(profile: Profile) -> list[bool]:
    """What every reader may know of a listing of its kind, and whether it is stated: counting what
    is confidential would tell of it."""
    facts: list[object] = [profile.industry, profile.field, profile.region, profile.modes]
    if tells_readiness(profile.kind):
        facts.append(profile.trl is not None)
    return [bool(fact) for fact in facts]


def _track_record(need: Profile, offer: Profile) -> Finding | None:
    """With how many others each side has come to a contract; one another do not count."""
    bought = len(need.contracted_with - {offer.organisation})
    sold = len(offer.contracted_with - {need.organisation})
    if not bought and not sold:
        return None
    counted = min(bought, _ENOUGH_PARTNERS) + min(sold, _ENOUGH_PARTNERS)
    params = {"need": bought, "offer": sold}
    return Finding(Code.TRACK_RECORD, params, counted / (2 * _ENOUGH_PARTNERS))


_COMPARISONS: tuple[Callable[[Profile, Profile], Finding | None], ...] = (
    _industry,
    _field,
    _region,
    _trl,
    _price,
    _modes,
    _chain,
    _deadline,
    _freshness,
    _completeness,
    _track_record,
)
