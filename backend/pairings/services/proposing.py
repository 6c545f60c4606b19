"""Storing what the matcher found, for each side as it may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from backend.core.outbox import publish
from backend.pairings.events import PairingProposed, PairingsProposed
from backend.pairings.models import Decision, Fit, Pairing, Side
from backend.pairings.selectors import recommended_to

Lists = Mapping[
    tuple[Side, int], list[Pairing]
]  # what is recommended to a listing's side, best first

_STORED = [
    *(f"{prefix}{name}" for name in Fit.__slots__ for prefix in ("", "need_", "offer_")),
    *(f"{side}_{name}" for name in ("listed_at", "superseded") for side in Side),
    "release",
]
_HEAVY = [name for name in _STORED if name.endswith(("reasons", "indicators"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A scored pair, ready to store.

    ``whole`` is how they fit wholly; ``fits`` how a side sees it that may not read all. ``shown`` are
    the sides to which it is worth recommending, by what each of them may read.
    """

    need_id: int
    offer_id: int
    whole: Fit
    fits: Mapping[Side, Fit] = field(default_factory=dict)
    shown: frozenset[Side] = frozenset(Side)
    release: str

    @property
    def key(self) -> tuple[int, int]:
        """Need and offer."""
        return self.need_id, self.offer_id

    def place(self, side: Side) -> tuple[Side, int]:
        """A side, and the listing that stands there."""
        return side, self.need_id if side == Side.NEED else self.offer_id

    def probability(self, side: Side) -> float:
        """As the side sees it."""
        return self.fits.get(side, self.whole).probability


def pairings_propose(
    *,
    listing_id: int,
    proposals: Sequence[Proposal],
    unchanged: Collection[int] = (),
    keep: int,
    notify_best: int,
    in_bulk: bool = False,
) -> list[int]:
    """Store the pairings of a listing: new ones are proposed, known ones are judged anew.

    What this listing holds undecided and is neither proposed nor ``unchanged`` (partners whose
    pairing is right as it is) is set aside. Each listing keeps the best ``keep`` as its own side sees
    them: what comes later does not crowd a list that better ones fill. A side is told at once of
    what is new among its best ``notify_best``; ``in_bulk`` tells of all in one event, and nobody.
    Repeating it with the same proposals changes nothing. Returns the ids of what is new to a side.
    """
    with transaction.atomic():
        held = {
            (p.need_id, p.offer_id): p
            for p in Pairing.objects.select_for_update().filter(
                Q(need_id=listing_id) | Q(offer_id=listing_id)
            )
        }
        listed = {(p.pk, side) for p in held.values() for side in Side if p.listed_since(side)}
        _refresh([p for key, p in held.items() if not set(key) & set(unchanged)], proposals)
        _create([p for p in proposals if p.key not in held], keep)
        lists = _lists(place for p in proposals for place in map(p.place, Side))
        _set_aside_beyond(lists, keep)
        told = _new_in(lists, listing_id, listed, keep=keep, notify_best=notify_best)
        if in_bulk and told:
            ids = tuple(pairing.pk for pairing in told)
            publish(PairingsProposed(listing_id=listing_id, pairing_ids=ids), actor_id=None)
        elif told:
            for pairing, sides in told.items():
                _tell(pairing, sides)
    return [pairing.pk for pairing in told]


def _refresh(held: Iterable[Pairing], proposals: Sequence[Proposal]) -> None:
    """Known pairings judged anew; what dropped out while undecided is set aside."""
    wanted = {p.key: p for p in proposals}
    changed = []
    for pairing in held:
        if any(pairing.decision_of(side) != Decision.OPEN for side in Side):
            continue
        before = [getattr(pairing, name) for name in _STORED]
        proposal = wanted.get((pairing.need_id, pairing.offer_id))
        if proposal is not None:
            _fill(pairing, proposal)
        else:
            pairing.need_superseded = pairing.offer_superseded = True
        if before != [getattr(pairing, name) for name in _STORED]:
            pairing.updated_at = timezone.now()
            changed.append(pairing)
    Pairing.objects.bulk_update(changed, [*_STORED, "updated_at"], batch_size=50)


def _create(new: Sequence[Proposal], keep: int) -> None:
    """Rows for those that find room in a side's list."""
    full = _lists(place for p in new for place in map(p.place, p.shown))
    rows = []
    for p in new:
        room = frozenset(
            side
            for side in p.shown
            if sum(_at(one, side) >= p.probability(side) for one in full[p.place(side)]) < keep
        )
        if room:
            rows.append(
                _fill(Pairing(need_id=p.need_id, offer_id=p.offer_id), replace(p, shown=room))
            )
    # What a match from the other side created meanwhile stays as that one wrote it.
    Pairing.objects.bulk_create(rows, ignore_conflicts=True)


def _fill(pairing: Pairing, proposal: Proposal) -> Pairing:
    pairing.fit_put(proposal.whole, proposal.fits)
    pairing.release = proposal.release
    for side in Side:
        if side in proposal.shown:
            pairing.list_for(side)
        else:
            setattr(pairing, f"{side}_superseded", True)
    return pairing


def _lists(places: Iterable[tuple[Side, int]]) -> Lists:
    """What is recommended at those places, without the reasons; one query for each side."""
    wanted: dict[Side, set[int]] = defaultdict(set)
    for side, listing_id in places:
        wanted[side].add(listing_id)
    found: dict[tuple[Side, int], list[Pairing]] = defaultdict(list)
    for side, ids in wanted.items():
        for row in recommended_to(side).filter(**{f"{side}__in": ids}).defer(*_HEAVY):
            found[side, getattr(row, f"{side}_id")].append(row)
    return found


def _at(pairing: Pairing, side: Side) -> float:
    found: float = getattr(pairing, f"{side}_probability")
    return found


def _set_aside_beyond(lists: Lists, keep: int) -> None:
    """A side's undecided pairings beyond its best ``keep`` are set aside."""
    undecided = Q(need_decision=Decision.OPEN, offer_decision=Decision.OPEN)
    for side in Side:
        beyond = [p.pk for (of, _pk), found in lists.items() if of == side for p in found[keep:]]
        if beyond:
            Pairing.objects.filter(undecided, pk__in=beyond).update(
                **{f"{side}_superseded": True}, updated_at=timezone.now()
            )


def _new_in(
    lists: Lists,
    listing_id: int,
    listed: Collection[tuple[int, Side]],
    *,
    keep: int,
    notify_best: int,
) -> dict[Pairing, list[Side]]:
    """What of the listing is new to a side, and the sides that are told of it at once."""
    told: dict[Pairing, list[Side]] = {}
    for (side, _listing), found in lists.items():
        for place, pairing in enumerate(found[:keep]):
            of_this = listing_id in (pairing.need_id, pairing.offer_id)
            if of_this and (pairing.pk, side) not in listed:
                sides = told.setdefault(pairing, [])
                if place < notify_best:
                    sides.append(side)
    return told


def _tell(pairing: Pairing, sides: Sequence[Side]) -> None:
    event = PairingProposed(
        pairing_id=pairing.pk,
        need_id=pairing.need_id,
        offer_id=pairing.offer_id,
        told=tuple(side.value for side in sides),
    )
    event_id = publish(event, actor_id=None)
    if sides:
        Pairing.objects.filter(pk=pairing.pk).update(
            **{f"{side}_told_in": event_id for side in sides}
        )
