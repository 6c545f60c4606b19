"""How criteria are written."""

from __future__ import annotations

from typing import Any

from backend.core.figures import quantity_shown


def criterion_words(criterion: Any) -> str:
    """A criterion or indicator with its target: 导热系数 ≥ 1200 W/(m·K)."""
    if criterion.value is None:
        return str(criterion.name)
    if criterion.comparator == "range":
        target = quantity_shown(criterion.value, criterion.unit, criterion.value_max)
        return f"{criterion.name} {target}"
    sign = criterion.get_comparator_display()
    return f"{criterion.name} {sign} {quantity_shown(criterion.value, criterion.unit)}"


def reached_words(criterion: Any) -> str:
    """What was reached of a criterion, in words; a dash where nothing was reported."""
    if criterion.reached is not None:
        return quantity_shown(criterion.reached, criterion.unit)
    return str(criterion.reached_words) or "–"
