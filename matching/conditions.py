"""Hard conditions: what a side requires of its partner, beyond what only lowers a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matching.contracts import MatchingError, Profile, Reason, Removed, Verdict
from matching.reasons import Code
from matching.signals.base import Pairs
from matching.signals.comparisons import findings
from matching.signals.fields import Fields
from matching.signals.indicators import certain, checks_of, reason_of

_INDICATORS = "indicators"
BROKEN_BY: Mapping[str, Code] = {
    "industry": Code.INDUSTRY_DIFFERENT,
    "field": Code.FIELD_DIFFERENT,
    "region": Code.REGION_ELSEWHERE,
    "trl": Code.TRL_BELOW,
    "price": Code.PRICE_ABOVE_BUDGET,
    "modes": Code.MODES_DIFFERENT,
    _INDICATORS: Code.INDICATORS_MISSED,
}
_MISSED = {Verdict.MISSED, Verdict.NEARLY}


def broken(need: Profile, offer: Profile) -> list[Reason]:
    """What of the conditions that either side requires the pair is known to break.

    What is unknown breaks nothing. Raises MatchingError for a condition that there is not.
    """
    required = need.required | offer.required
    unknown = sorted(required - BROKEN_BY.keys())
    if unknown:
        raise MatchingError(f"no condition is called {unknown}; there are {sorted(BROKEN_BY)}")
    if need.price_max is None:
        required -= {"price"}  # no price is above a budget without an upper end
    all_must = _INDICATORS in required
    some_must = all_must or any(row.must for row in need.indicators)
    if not required and not some_must:
        return []
    codes = {BROKEN_BY[name] for name in required}
    found = [
        Reason(Fields.name, finding.code, 0.0, finding.params)
        for finding in findings(need, offer)
        if finding.code in codes
    ]
    if some_must:
        checks = [
            check
            for check in checks_of(need, offer)
            if certain(check) and (all_must or check.wanted.must)
        ]
        if any(check.verdict in _MISSED for check in checks):
            found.append(reason_of(checks, Code.INDICATORS_MISSED, _MISSED, 0.0))
    return found


def removed(pairs: Pairs) -> list[Removed]:
    """Those of the others that break a condition, in their order."""
    found = ((other, broken(*pairs.sides(i))) for i, other in enumerate(pairs.others))
    return [Removed(other.id, reasons) for other, reasons in found if reasons]


def kept(pairs: Pairs) -> Sequence[Profile]:
    """Those that break none."""
    return [other for i, other in enumerate(pairs.others) if not broken(*pairs.sides(i))]
