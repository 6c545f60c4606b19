"""An order in which one institution does not fill a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from matching.contracts import ScoredPair


def diversify(
    ranked: Sequence[ScoredPair],
    organisations: Mapping[int | str, str],
    *,
    page: int,
    at_most: int,
) -> list[ScoredPair]:
    """See ``facade.diversify``."""
    waiting = list(ranked)
    ordered: list[ScoredPair] = []
    while waiting:
        chosen = _page(waiting, organisations, page, at_most)
        ordered += [waiting[place] for place in chosen]
        taken = set(chosen)
        waiting = [pair for place, pair in enumerate(waiting) if place not in taken]
    return ordered


def _page(
    waiting: Sequence[ScoredPair],
    organisations: Mapping[int | str, str],
    page: int,
    at_most: int,
) -> list[int]:
    """Places of the next page's pairs: the first within the bound, then whatever is left."""
    shown: Counter[str] = Counter()
    chosen: list[int] = []
    for place, pair in enumerate(waiting):
        if len(chosen) == page:
            return chosen
        organisation = organisations.get(pair.candidate_id, "")
        # Nobody is crowded out by organisations that are not known.
        if not organisation or shown[organisation] < at_most:
            shown[organisation] += 1
            chosen.append(place)
    held = set(chosen)
    rest = [place for place in range(len(waiting)) if place not in held]
    return chosen + rest[: page - len(chosen)]
