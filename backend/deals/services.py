"""Writes of pairings: proposing, accepting, declining; both accepted makes the deal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.services import listing_grant
from backend.contracts.models import Contract
from backend.contracts.services import ContractValues, contract_propose
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.core.outbox import publish

from . import rules
from .events import (
    DealOpened,
    PairingAccepted,
    PairingDeclined,
    PairingProposed,
    PairingsProposed,
)
from .models import Deal, Decision, DeclineReason, Pairing, Side
from .selectors import deal_followed_by, pairing_followed_by


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
    standing: Collection[int] = (),
    keep: int,
    push: int,
    quietly: bool = False,
) -> list[int]:
    """Store the pairings of a listing: new ones are proposed, known ones get the new score.

    What this listing holds undecided and is neither proposed nor ``standing`` (partners whose
    pairing is right as it is) is set aside, and so is what no longer is among a need's best
    ``keep``: an offer that comes later does not crowd a need that better ones answer. The first
    ``push`` new ones are told to people at once; ``quietly`` tells of all in one event (imports).
    Repeating it with the same proposals changes nothing. Returns the ids of new pairings.
    """
    with transaction.atomic():
        held = {
            (p.need_id, p.offer_id): p
            for p in Pairing.objects.select_for_update().filter(
                Q(need_id=listing_id) | Q(offer_id=listing_id)
            )
        }
        new = _wanted([p for p in proposals if (p.need_id, p.offer_id) not in held], keep)
        _refresh(
            {key: pairing for key, pairing in held.items() if not set(key) & set(standing)},
            proposals,
        )
        created = Pairing.objects.bulk_create([_row(p) for p in new], ignore_conflicts=True)
        ids = _ids_of(new) if created else []
        _set_aside_beyond({p.need_id for p in new}, keep)
        if quietly and ids:
            publish(PairingsProposed(listing_id=listing_id, pairing_ids=tuple(ids)), actor_id=None)
        elif ids:
            for rank, (pairing_id, p) in enumerate(zip(ids, new, strict=True)):
                publish(
                    PairingProposed(
                        pairing_id=pairing_id,
                        need_id=p.need_id,
                        offer_id=p.offer_id,
                        pushed=rank < push,
                    ),
                    actor_id=None,
                )
    return ids


def pairing_accept(*, actor: Actor, pairing_id: int, expected_revision: int) -> Pairing:
    """Accept for the actor's side; when both sides have, the deal is opened.

    Raises NotFound, NotPermitted, WrongState where this side has decided or a side declined, Stale.
    """
    with transaction.atomic():
        pairing, side = _lock_to_decide(actor, pairing_id, expected_revision)
        _decide(pairing, side, Decision.ACCEPTED, actor)
        publish(
            PairingAccepted(
                pairing_id=pairing.pk,
                need_id=pairing.need_id,
                offer_id=pairing.offer_id,
                side=side.value,
            ),
            actor_id=actor.user_id,
        )
        if pairing.agreed:
            _open_deal(pairing, actor)
    return pairing


def pairing_decline(
    *, actor: Actor, pairing_id: int, expected_revision: int, reason: str, note: str = ""
) -> Pairing:
    """Decline for the actor's side with a reason the other side reads.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the reason.
    """
    if reason not in DeclineReason.values:
        raise ValidationError({"reason": _("Choose a reason; the other side will read it.")})
    if reason == DeclineReason.OTHER and not note.strip():
        raise ValidationError({"note": _("Say in a few words what the reason is.")})
    if len(note) > 2000:
        raise ValidationError({"note": _("At most 2,000 characters.")})
    with transaction.atomic():
        pairing, side = _lock_to_decide(actor, pairing_id, expected_revision)
        pairing.decline_reason = reason
        pairing.decline_note = note.replace("\x00", "").strip()
        _decide(pairing, side, Decision.DECLINED, actor)
        publish(
            PairingDeclined(
                pairing_id=pairing.pk,
                need_id=pairing.need_id,
                offer_id=pairing.offer_id,
                side=side.value,
                reason=reason,
            ),
            actor_id=actor.user_id,
        )
    return pairing


def _lock_to_decide(actor: Actor, pairing_id: int, expected_revision: int) -> tuple[Pairing, Side]:
    pairing_followed_by(actor, pairing_id)
    pairing = (
        Pairing.objects.select_for_update(of=("self",))
        .select_related("need", "offer")
        .get(pk=pairing_id)
    )
    sides = rules.sides_of(actor, pairing)
    if not sides:
        raise NotPermitted(_("Only the two sides decide on this pairing."))
    side = next(iter(sides))
    if pairing.declined_by is not None:
        raise WrongState(_("This pairing was declined."))
    if pairing.decision_of(side) != Decision.OPEN:
        raise WrongState(_("Your side has accepted already."))
    if not (pairing.need.published and pairing.offer.published):
        raise WrongState(_("One of the two was withdrawn from the market."))
    if pairing.revision != expected_revision:
        raise Stale(
            _("The pairing changed while you were reading; look again before you decide."),
            changed_by=_last_decider(pairing),
            changed_at=pairing.updated_at,
            revision=pairing.revision,
        )
    return pairing, side


def _last_decider(pairing: Pairing) -> str:
    for side in Side:
        person = getattr(pairing, f"{side}_decided_by")
        if person is not None:
            return str(person)
    return str(_("the matcher"))


def _decide(pairing: Pairing, side: Side, decision: Decision, actor: Actor) -> None:
    setattr(pairing, f"{side}_decision", decision)
    setattr(pairing, f"{side}_decided_by_id", actor.user_id)
    setattr(pairing, f"{side}_decided_at", timezone.now())
    pairing.revision += 1
    pairing.save()


def _open_deal(pairing: Pairing, actor: Actor) -> Deal:
    """One deal, and each side may now read the other's confidential details."""
    deal = Deal.objects.create(pairing=pairing)
    # Both services lock in the order of ids, so that two deals over one listing cannot deadlock.
    grants = [
        (pairing.need_id, pairing.offer.owner_id),
        (pairing.offer_id, pairing.need.owner_id),
    ]
    for listing_id, organisation_id in sorted(grants):
        listing_grant(
            listing_id=listing_id, organisation_id=organisation_id, actor_id=actor.user_id
        )
    publish(DealOpened(deal_id=deal.pk, pairing_id=pairing.pk), actor_id=actor.user_id)
    return deal


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


def _wanted(new: Sequence[Proposal], keep: int) -> list[Proposal]:
    """Those that fewer than ``keep`` better pairings of their need stand before."""
    shown = Pairing.objects.filter(need__in={p.need_id for p in new}, superseded=False)
    held: dict[int, list[float]] = defaultdict(list)
    for need_id, probability in shown.values_list("need_id", "probability"):
        held[need_id].append(probability)
    return [p for p in new if sum(q >= p.probability for q in held[p.need_id]) < keep]


def _set_aside_beyond(need_ids: Collection[int], keep: int) -> None:
    """A need's undecided pairings beyond its best ``keep`` are set aside."""
    undecided = Pairing.objects.filter(
        superseded=False, need_decision=Decision.OPEN, offer_decision=Decision.OPEN
    )
    for need_id in sorted(need_ids):
        ranked = Pairing.objects.filter(need=need_id, superseded=False)
        beyond = ranked.order_by("-probability", "pk").values_list("pk", flat=True)[keep:]
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


def deal_draft_contract(*, actor: Actor, deal_id: int, values: ContractValues) -> Contract:
    """Draft the contract record of a deal for the actor's side.

    Raises NotFound, NotPermitted, WrongState where a record exists, ValidationError by field.
    """
    deal_followed_by(actor, deal_id)
    with transaction.atomic():
        deal = (
            Deal.objects.select_for_update(of=("self",))
            .select_related("pairing__need", "pairing__offer")
            .get(pk=deal_id)
        )
        pairing = deal.pairing
        contract = contract_propose(
            actor=actor, need=pairing.need, offer=pairing.offer, values=values
        )
        deal.state = Deal.State.DRAFTED
        deal.save()
    return contract


def deal_mark_contracted(*, need_id: int, offer_id: int) -> None:
    """Bring the deal's state up to a confirmed contract; safe to repeat."""
    Deal.objects.filter(pairing__need_id=need_id, pairing__offer_id=offer_id).exclude(
        state=Deal.State.CONTRACTED
    ).update(state=Deal.State.CONTRACTED, updated_at=timezone.now())
