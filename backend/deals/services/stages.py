"""How deals move from stage to stage, and how long each stage and each side took."""

from __future__ import annotations

from functools import partial

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.deals.events import DealStageMoved
from backend.deals.lifecycle import DEAL
from backend.deals.models import TERMINATED, Deal, Stage, StageStay, Turn
from backend.deals.stages import BY_HAND


def stay_begin(
    deal: Deal, *, actor_id: int | None, whose: Turn = Turn.BOTH, by_hand: bool = False
) -> None:
    """Write down that a locked deal is in its stage from now on, and who is to move; the caller
    saves the deal. What it left is told, where the stage is another one."""
    now = timezone.now()
    left = deal.stays.filter(left_at=None).first()
    if left is not None:
        left.left_at = now
        left.save(update_fields=["left_at", "updated_at"])
    if left is not None and left.stage != deal.stage:
        deal.stage_since = now
        publish(
            DealStageMoved(deal_id=deal.pk, before=left.stage, after=deal.stage, by_hand=by_hand),
            actor_id=actor_id,
        )
    deal.waits_for = whose
    if deal.running:
        StageStay.objects.create(
            deal=deal, stage=deal.stage, waits_for=whose, entered_at=now, by_id=actor_id
        )


def deal_advance(deal: Deal, act: str, *, actor_id: int | None, whose: Turn = Turn.BOTH) -> None:
    """Let what hangs on a deal move it, in that one's transaction. The deal is locked.

    Terms ``offer`` and ``agree``, a contract does ``draft``, ``undraft``, ``sign``, ``terminate``,
    milestones ``complete``.
    Raises WrongState.
    """
    if act == "terminate":
        deal.lost_reason = TERMINATED[0]
        deal.ended_by_id = actor_id
        deal.ended_at = timezone.now()
    advance(DEAL, act, deal, actor_id=actor_id)
    stay_begin(deal, actor_id=actor_id, whose=whose)
    deal.save(update_fields=["stage_since", "waits_for"])


def deal_turn(deal: Deal, whose: Turn, *, actor_id: int | None) -> None:
    """Say who is to move next in a locked, running deal; its stage stays."""
    if deal.running and deal.waits_for != whose:
        stay_begin(deal, actor_id=actor_id, whose=whose)
        deal.save(update_fields=["waits_for"])


def deal_move(
    stage: Stage, *, actor: Actor, deal_id: int, expected_revision: int | None = None
) -> Deal:
    """Move a deal to one of the stages that people move it to, forward or back.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    act = f"move_{stage}"
    with moving(DEAL, act, deal_id, actor=actor, expected_revision=expected_revision) as deal:
        stay_begin(deal, actor_id=actor.user_id, by_hand=True)
    return deal


def deal_close(*, actor: Actor, deal_id: int, expected_revision: int | None = None) -> Deal:
    """Close a deal whose contract is fulfilled; both sides are asked what came of it.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with moving(DEAL, "close", deal_id, actor=actor, expected_revision=expected_revision) as deal:
        stay_begin(deal, actor_id=actor.user_id, by_hand=True)
    return deal


def deal_end(
    *,
    actor: Actor,
    deal_id: int,
    expected_revision: int | None = None,
    reason: str,
    note: str = "",
) -> Deal:
    """End the talks without a contract, for a reason that the other side reads.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the reason.
    """
    with moving(
        DEAL,
        "end",
        deal_id,
        actor=actor,
        expected_revision=expected_revision,
        reason=reason,
        note=note,
    ) as deal:
        deal.ended_by_id = actor.user_id
        deal.ended_at = timezone.now()
        stay_begin(deal, actor_id=actor.user_id, by_hand=True)
    return deal


MOVES = {f"move_{stage}": partial(deal_move, stage) for stage in BY_HAND}
