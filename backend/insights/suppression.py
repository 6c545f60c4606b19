"""Small cells are withheld, and what would give them away: pure.

A count of one or two tells of somebody. Where a total and all its parts but one are told, that one could
be reckoned, so the next smallest part is withheld as well, else the total. Totals of several directions
(all cohorts of a region, all regions of a cohort) are looked at until nothing gives anything away.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

LEAST = 3
Cell = TypeVar("Cell", bound=Hashable)


def withheld(
    counts: Mapping[Cell, int], sums: Iterable[tuple[Cell, Sequence[Cell]]]
) -> frozenset[Cell]:
    """The cells that are not told; ``sums`` are (total, its parts) among them."""
    hidden = {cell for cell, count in counts.items() if 0 < count < LEAST}
    known = list(sums)
    while added := [
        cell for total, parts in known if (cell := _giving(counts, hidden, total, parts))
    ]:
        hidden.update(added)
    return frozenset(hidden)


def _giving(
    counts: Mapping[Cell, int], hidden: set[Cell], total: Cell, parts: Sequence[Cell]
) -> Cell | None:
    """The cell that has to go so that what is hidden cannot be reckoned; None where none has."""
    missing = [counts[part] for part in parts if part in hidden]
    if total in hidden or not missing:
        return None
    if len(missing) > 1:
        # Several are all one, or all two, where their sum says so: then the total is not told.
        return total if sum(missing) in (len(missing), 2 * len(missing)) else None
    others = [part for part in parts if part not in hidden and counts[part] > 0]
    return min(others, key=lambda part: counts[part]) if others else total
