"""Who decided what, and whose turn it is. Part of the selectors layer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, User
from backend.accounts.rules import BOTH_SIDES
from backend.accounts.templatetags.people import named
from backend.catalog.models import Status

from .models import Decision, DeclineReason, Pairing, Side
from .rules import side_for, spoken_for


@dataclass(frozen=True, slots=True)
class SideDecision:
    """What one side decided, by whom and when; a refusal with its reason."""

    side: Side
    owner: Organisation
    decision: str
    who: User | None
    when: datetime | None
    reason: object
    note: str
    mandate: str = ""  # by which a broker, ``who``, decided for it


@dataclass(frozen=True, slots=True)
class Turn:
    """The state of a pairing in one sentence for one reader.

    ``tone`` is a note's: wait where the reader's side is asked, ok, bad or empty. ``since`` is when
    what the sentence tells happened.
    """

    sentence: str
    tone: str
    since: datetime | None = None


def decisions_of(pairing: Pairing) -> tuple[SideDecision, ...]:
    """Both sides' decisions, the need's first."""
    return tuple(_decision(pairing, side) for side in Side)


def turn_of(pairing: Pairing, actor: Actor) -> Turn:
    """Whose turn it is, as this reader should be told."""
    declined = pairing.declined_by
    if declined is not None:
        by = _owner(pairing, declined)
        return Turn(_("%(owner)s declined.") % {"owner": by}, "bad", _when(pairing, declined))
    if pairing.deal is not None and pairing.deal.lost:
        return Turn(_("The talks ended without a contract."), "", pairing.deal.ended_at)
    if pairing.agreed:
        latest = max(filter(None, (_when(pairing, side) for side in Side)), default=None)
        return Turn(_("Both sides accepted: the talks are open."), "ok", latest)
    if pairing.need.status == Status.CONTRACTED:
        return Turn(
            _("The need is in contract with another partner; nothing can be decided now."), ""
        )
    if pairing.need.status == Status.CLOSED:
        return Turn(_("Its owner closed the need; nothing can be decided now."), "")
    if not (pairing.need.published and pairing.offer.published):
        return Turn(
            _("One of the two was withdrawn from the market; nothing can be decided now."),
            "",
        )
    return _open_turn(pairing, actor)


def _open_turn(pairing: Pairing, actor: Actor) -> Turn:
    accepted = next((s for s in Side if pairing.decision_of(s) == Decision.ACCEPTED), None)
    mine = side_for(actor, pairing)
    if mine is None and spoken_for(actor, pairing):
        return Turn(str(BOTH_SIDES), "wait")
    if mine is None:
        return Turn(_waiting(pairing, actor, accepted), "", _when(pairing, accepted))
    if accepted is None:
        return Turn(
            _(
                "Neither side has decided yet: accept, or decline and say why. The talks open once "
                "both sides have accepted."
            ),
            "wait",
        )
    if accepted == mine:
        across = {"owner": _owner(pairing, mine.other)}
        return Turn(
            _("Your side accepted; %(owner)s has not answered yet.") % across,
            "",
            _when(pairing, mine),
        )
    across = {"owner": _owner(pairing, accepted)}
    return Turn(
        _("%(owner)s accepted and waits for your answer.") % across,
        "wait",
        _when(pairing, accepted),
    )


def _waiting(pairing: Pairing, actor: Actor, accepted: Side | None) -> str:
    """For who follows without deciding: a colleague, a broker, an operator."""
    asked = [s for s in Side if pairing.decision_of(s) == Decision.OPEN]
    own = next((s for s in asked if actor.belongs_to(pairing.listing_of(s).owner_id)), None)
    if own is not None:
        contact = pairing.listing_of(own).contact
        return _("%(person)s or your technology-transfer office decides for your side.") % {
            "person": contact
        }
    if accepted is None:
        return _("Neither side has decided yet.")
    return _("%(accepted)s accepted; %(asked)s has not answered yet.") % {
        "accepted": _owner(pairing, accepted),
        "asked": _owner(pairing, accepted.other),
    }


def _decision(pairing: Pairing, side: Side) -> SideDecision:
    declined = pairing.declined_by == side
    return SideDecision(
        side=side,
        owner=pairing.listing_of(side).owner,
        decision=pairing.decision_of(side),
        who=getattr(pairing, f"{side}_decided_by"),
        when=_when(pairing, side),
        reason=DeclineReason(pairing.decline_reason).label
        if declined and pairing.decline_reason
        else "",
        note=pairing.decline_note if declined else "",
        mandate=getattr(pairing, f"{side}_mandate"),
    )


def _when(pairing: Pairing, side: Side | None) -> datetime | None:
    return getattr(pairing, f"{side}_decided_at") if side is not None else None


def _owner(pairing: Pairing, side: Side) -> str:
    return named(pairing.listing_of(side).owner)
