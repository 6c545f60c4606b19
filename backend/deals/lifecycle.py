"""What becomes of a deal: one row for each act. Its contracts move it too."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition
from backend.core.models import Fact

from .events import DealEnded
from .models import TERMINATED, Deal, LostReason, Stage
from .rules import may_move, takes_part
from .selectors import deal_followed_by
from .stages import BY_HAND, TALKS


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


def lost_words(reason: str) -> str:
    """Why a deal ended, in words."""
    return str(dict([*LostReason.choices, TERMINATED])[reason])


def change_words(need: bool, change: str) -> str:
    """What happened to a listing under the talks, in words."""
    words = {
        "revised": (gettext("The need was edited"), gettext("The achievement was edited")),
        "withdrawn": (gettext("The need was withdrawn"), gettext("The achievement was withdrawn")),
        "closed": (gettext("The need was closed"), gettext("The achievement was closed")),
        "contracted": (
            gettext("The need is in contract with another partner"),
            gettext("The achievement is in contract with another partner"),
        ),
    }
    return words[change][0 if need else 1]


def _ended(event: Fact) -> str:
    return gettext("Deal ended: %(reason)s") % {"reason": lost_words(event.payload["reason"])}


def _to(stage: Stage) -> Transition[Deal]:
    """Both sides and their brokers move a deal to and fro until terms or a contract do."""
    return Transition(
        act=f"move_{stage}",
        source=tuple(other for other in BY_HAND if other != stage),
        target=stage,
        may=may_move,
        refused=_("Only those who take part move a deal."),
        words=stage.label,
        done=_("Moved. The others are told."),
    )


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
        Stage.CONTRACT: _("The contract is under way; the stage follows it."),
        Stage.DELIVERY: _("A contract of this deal is in force; the stage follows it."),
        Stage.CLOSED: _("This deal is closed."),
        Stage.LOST: _("This deal was ended."),
    },
    transitions=(
        *(_to(stage) for stage in BY_HAND),
        Transition(act="promise", source=(Stage.CONTACT, Stage.NDA), target=Stage.NDA),
        Transition(act="keep", source=(Stage.CONTACT, Stage.NDA), target=Stage.EVALUATION),
        Transition(act="offer", source=BY_HAND, target=Stage.TERMS),
        Transition(act="agree", source=BY_HAND, target=Stage.CONTRACT),
        Transition(act="draft", source=TALKS, target=Stage.CONTRACT),
        Transition(act="undraft", source=(Stage.CONTRACT,), target=Stage.TERMS),
        Transition(act="sign", source=(Stage.CONTRACT,), target=Stage.DELIVERY),
        Transition(act="complete", source=(Stage.DELIVERY,), target=Stage.CLOSED),
        Transition(act="terminate", source=(Stage.DELIVERY,), target=Stage.LOST, event=DealEnded),
        Transition(
            act="close",
            source=(Stage.DELIVERY,),
            target=Stage.CLOSED,
            may=takes_part,
            refused=_("Only the two sides close their deal."),
            words=_("Close the deal"),
            done=_("Closed. Both sides are asked what came of it."),
        ),
        Transition(
            act="end",
            source=TALKS,
            target=Stage.LOST,
            may=takes_part,
            refused=_("Only the two sides end their deal."),
            ask=Ask(
                reasons=LostReason,
                reason_column="lost_reason",
                other=LostReason.OTHER,
                note=True,
                note_column="lost_note",
                help=_("The other side reads it. The pairing can be taken up again later."),
            ),
            event=DealEnded,
            words=_("End the deal"),
            invitation=_("End the deal without a contract"),
            done=_("Ended. The other side reads your reason."),
            told=_ended,
            look="danger",
        ),
    ),
)
