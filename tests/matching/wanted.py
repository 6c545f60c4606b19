"""Wanted indicators, as tests write them."""

from __future__ import annotations

from decimal import Decimal

from matching.contracts import Comparator, Indicator

COMPARATORS = {c.value: c for c in Comparator}


def wanted_of(written: str) -> Indicator:
    name, comparator, value, *unit = written.split()
    low, _, high = value.partition("..")
    return Indicator(
        name,
        COMPARATORS[comparator],
        Decimal(low),
        unit[0] if unit else "",
        Decimal(high) if high else None,
    )
