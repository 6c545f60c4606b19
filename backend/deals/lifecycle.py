"""What becomes of a deal: one row for each act. Its contracts move it too."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition
from backend.core.models import Fact

from .events import DealEnded
from .models import Deal, LostReason, Stage
from .rules import takes_part
from .selectors import deal_followed_by


def deal_lock(actor: Actor, deal_id: int) -> Deal:
    """The deal, locked, where the actor may know of it; it is locked before its contracts.

    Raises NotFound.
    """
    deal_followed_by(actor, deal_id)
    return deal_locked(deal_id)


def deal_locked(deal_id: int) -> Deal:
    """The deal, locked; rights are the caller's."""
    return (
        Deal.objects.select_for_update(of=("self",))
        .select_related("need", "offer", "buyer", "seller")
        .prefetch_related("people")
        .get(pk=deal_id)
    )


def _facts(deal: Deal, actor: Actor | None) -> dict[str, Any]:
    return {"deal_id": deal.pk, "reason": deal.lost_reason}


def _ended(event: Fact) -> str:
    return gettext("Talks ended: %(reason)s") % {
        "reason": LostReason(event.payload["reason"]).label
    }


DEAL: Lifecycle[Deal] = Lifecycle(
    name="deal",
    model=Deal,
    states=Stage,
    column="stage",
    find=deal_followed_by,
    lock=deal_locked,
    facts=_facts,
    stale=_("The deal has moved while you were reading; look again."),
    settled={
        Stage.CONTRACTED: _("A contract of this deal is recorded; it is not ended any more."),
        Stage.LOST: _("These talks were ended."),
    },
    transitions=(
        Transition(act="draft", source=(Stage.TALKING,), target=Stage.DRAFTED),
        Transition(act="undraft", source=(Stage.DRAFTED,), target=Stage.TALKING),
        Transition(act="contract", source=(Stage.DRAFTED,), target=Stage.CONTRACTED),
        Transition(
            act="end",
            source=(Stage.TALKING, Stage.DRAFTED),
            target=Stage.LOST,
            may=takes_part,
            refused=_("Only the two sides end their talks."),
            ask=Ask(
                reasons=LostReason,
                reason_column="lost_reason",
                other=LostReason.OTHER,
                note=True,
                note_column="lost_note",
                help=_("The other side reads it. The pairing can be taken up again later."),
            ),
            event=DealEnded,
            words=_("End the talks"),
            invitation=_("End the talks without a contract"),
            done=_("Ended. The other side reads your reason."),
            told=_ended,
            look="danger",
        ),
    ),
)
