"""Storing what the matcher found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from backend.core.outbox import publish
from backend.pairings.events import PairingProposed, PairingsProposed
from backend.pairings.models import Decision, Pairing, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A scored pair, ready to store."""

    need_id: int
    offer_id: int
    score: float
    probability: float
    level: str
    reasons: list[dict[str, Any]]
    indicators: list[dict[str, Any]]
    release: str


def pairings_propose(
    *,
    listing_id: int,
    proposals: Sequence[Proposal],
    unchanged: Collection[int] = (),
    per_need: int,
    notify_first: int,
    in_bulk: bool = False,
) -> list[int]:
    """Store the pairings of a listing: new ones are proposed, known ones get the new score.

    What this listing holds undecided and is neither proposed nor ``unchanged`` (partners whose
    pairing is right as it is) is set aside, and so is what no longer is among a need's best
    ``per_need``: an offer that comes later does not crowd a need that better ones answer. The first
    ``notify_first`` new ones are told to people at once; ``in_bulk`` tells of all in one event.
    Repeating it with the same proposals changes nothing. Returns the ids of new pairings.
    """
    with transaction.atomic():
        held = {
            (p.need_id, p.offer_id): p
            for p in Pairing.objects.select_for_update().filter(
                Q(need_id=listing_id) | Q(offer_id=listing_id)
            )
        }
        new = _wanted([p for p in proposals if (p.need_id, p.offer_id) not in held], per_need)
        _refresh(
            {key: pairing for key, pairing in held.items() if not set(key) & set(unchanged)},
            proposals,
        )
        created = Pairing.objects.bulk_create([_row(p) for p in new], ignore_conflicts=True)
        ids = _ids_of(new) if created else []
        _set_aside_beyond({p.need_id for p in new}, per_need)
        if in_bulk and ids:
            publish(PairingsProposed(listing_id=listing_id, pairing_ids=tuple(ids)), actor_id=None)
        elif ids:
            for rank, (pairing_id, p) in enumerate(zip(ids, new, strict=True)):
                _tell(pairing_id, p, pushed=rank < notify_first)
    return ids


def _tell(pairing_id: int, p: Proposal, *, pushed: bool) -> None:
    event = PairingProposed(
        pairing_id=pairing_id, need_id=p.need_id, offer_id=p.offer_id, pushed=pushed
    )
    event_id = publish(event, actor_id=None)
    if pushed:
        Pairing.objects.filter(pk=pairing_id).update(told_in=event_id)


def _refresh(held: dict[tuple[int, int], Pairing], proposals: Sequence[Proposal]) -> None:
    """New scores on known pairings; what dropped out while undecided is set aside."""
    wanted = {(p.need_id, p.offer_id): p for p in proposals}
    changed = []
    for key, pairing in held.items():
        undecided = all(pairing.decision_of(side) == Decision.OPEN for side in Side)
        proposal = wanted.get(key)
        before = (pairing.score, pairing.release, pairing.superseded, pairing.reasons)
        if proposal is not None and undecided:
            _fill(pairing, proposal)
            pairing.superseded = False
        elif proposal is None and undecided:
            pairing.superseded = True
        if before != (pairing.score, pairing.release, pairing.superseded, pairing.reasons):
            pairing.updated_at = timezone.now()
            changed.append(pairing)
    Pairing.objects.bulk_update(
        changed,
        [
            "score",
            "probability",
            "level",
            "reasons",
            "indicators",
            "release",
            "superseded",
            "updated_at",
        ],
        batch_size=200,
    )


def _wanted(new: Sequence[Proposal], per_need: int) -> list[Proposal]:
    """Those that fewer than ``per_need`` better pairings of their need stand before."""
    shown = Pairing.objects.filter(need__in={p.need_id for p in new}, superseded=False)
    held: dict[int, list[float]] = defaultdict(list)
    for need_id, probability in shown.values_list("need_id", "probability"):
        held[need_id].append(probability)
    return [p for p in new if sum(q >= p.probability for q in held[p.need_id]) < per_need]


def _set_aside_beyond(need_ids: Collection[int], per_need: int) -> None:
    """A need's undecided pairings beyond its best ``per_need`` are set aside."""
    undecided = Pairing.objects.filter(
        superseded=False, need_decision=Decision.OPEN, offer_decision=Decision.OPEN
    )
    for need_id in sorted(need_ids):
        ranked = Pairing.objects.filter(need=need_id, superseded=False)
        beyond = ranked.order_by("-probability", "pk").values_list("pk", flat=True)[per_need:]
        undecided.filter(pk__in=list(beyond)).update(superseded=True, updated_at=timezone.now())


def _fill(pairing: Pairing, proposal: Proposal) -> Pairing:
    pairing.score = proposal.score
    pairing.probability = proposal.probability
    pairing.level = proposal.level
    pairing.reasons = proposal.reasons
    pairing.indicators = proposal.indicators
    pairing.release = proposal.release
    return pairing


def _row(proposal: Proposal) -> Pairing:
    return _fill(Pairing(need_id=proposal.need_id, offer_id=proposal.offer_id), proposal)


def _ids_of(proposals: Sequence[Proposal]) -> list[int]:
    """Ids in the order of the proposals; conflicts were created by a match from the other side."""
    wanted = Q(pk__in=[])
    for p in proposals:
        wanted |= Q(need_id=p.need_id, offer_id=p.offer_id)
    found = {
        (need, offer): pk
        for pk, need, offer in Pairing.objects.filter(wanted).values_list(
            "pk", "need_id", "offer_id"
        )
    }
    return [found[(p.need_id, p.offer_id)] for p in proposals]
