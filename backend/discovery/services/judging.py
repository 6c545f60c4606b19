"""How a listing and its partners fit, for each side as it may read the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from matching import facade as matching
from matching.contracts import Level, Profile, ScoredPair

from .profiles import Known

Pairs = Mapping[int, ScoredPair]  # by the partner's id


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of one listing with partners, by the partner's id.

    ``own`` is as the listing's side sees them: all of its own, and of a partner what everybody may
    read. ``across`` is as each partner's side sees them, ``whole`` by all that there is. Where neither
    hides anything the three are one. ``fitting_own`` and ``fitting_across`` are the partners worth
    showing to that side: not too weak, and breaking no required condition, as far as it may know.
    ``rivals`` are scores (turned, with ids) as everybody sees them.
    """

    own: Pairs
    across: Pairs
    whole: Pairs
    rivals: Sequence[tuple[float, int]]
    fitting_own: frozenset[int]
    fitting_across: frozenset[int]


def pairs_judge(
    listing: Known, partners: Sequence[Known], ranker: str, *, explain: bool = False
) -> Judged:
    """Judge a listing with each of the partners; where nothing is hidden that is done once."""

    def rank(profile: Profile, others: Sequence[Profile]) -> dict[int, ScoredPair]:
        if not others:
            return {}
        bare = [_unbound(other) for other in others]
        found = matching.rank(_unbound(profile), bare, ranker, explain=explain * len(bare))
        return {int(pair.candidate_id): pair for pair in found}

    hiding = [p for p in partners if p.hides]
    plain = [p.listing.pk for p in partners if not p.hides]
    own = rank(listing.whole, [p.shown for p in partners])
    whole = _those(own, plain) | rank(listing.whole, [p.whole for p in hiding])
    broken_own = _broken(listing.whole, [p.shown for p in partners])
    across, everybody, broken_across, broken = whole, own, broken_own, broken_own
    if listing.hides:
        across = rank(listing.shown, [p.whole for p in partners])
        # Where both hide something, everybody sees less than either.
        everybody = _those(across, plain) | rank(listing.shown, [p.shown for p in hiding])
        broken = _broken(listing.shown, [p.shown for p in partners])
    if listing.hides or hiding:
        broken_across = _broken(listing.shown, [p.whole for p in partners])
    return Judged(
        own=own,
        across=across,
        whole=whole,
        rivals=sorted((-pair.score, pk) for pk, pair in everybody.items() if pk not in broken),
        fitting_own=_fitting(own) - broken_own,
        fitting_across=_fitting(across) - broken_across,
    )


def _those(pairs: Pairs, ids: Sequence[int]) -> dict[int, ScoredPair]:
    return {pk: pairs[pk] for pk in ids}


def _unbound(profile: Profile) -> Profile:
    """Without its conditions: how well two fit is told of a pair that is left out, too."""
    return replace(profile, required=frozenset()) if profile.required else profile


def _broken(profile: Profile, others: Sequence[Profile]) -> frozenset[int]:
    return frozenset(int(gone.candidate_id) for gone in matching.removed(profile, others))


def _fitting(pairs: Pairs) -> frozenset[int]:
    return frozenset(pk for pk, pair in pairs.items() if pair.level != Level.WEAK)


def best_of_own(judged: Judged, found: Collection[int], keep: int) -> set[int]:
    """Partners that the listing's side is shown: the best ``keep`` of those ``found`` for it."""
    fitting = judged.fitting_own.intersection(found)
    return set(sorted(fitting, key=lambda pk: (-judged.own[pk].score, pk))[:keep])


def best_across(judged: Judged, found: Collection[int], keep: int) -> set[int]:
    """Partners to whose side the listing is shown: those before which fewer than ``keep`` rivals
    stand, by what everybody may read of them.
    """
    fitting = judged.fitting_across.intersection(found)

    def before(pk: int) -> int:
        better = judged.rivals[: bisect_left(judged.rivals, (-judged.across[pk].score, pk))]
        return sum(rival != pk for _score, rival in better)

    return {pk for pk in fitting if before(pk) < keep}
