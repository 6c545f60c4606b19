"""Pairings on the desk: what waits for an answer, what fits best."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Decision, Pairing
from .reasons import Brief, pairing_briefs, waits_for
from .selectors import pairings_open_for

ROWS = 10  # of a section; its own page shows all


def pairings_waiting(actor: Actor) -> list[Brief]:
    """Pairings that the other side accepted and this reader may decide, longest waiting first."""
    one_accepted = Q(need_decision=Decision.ACCEPTED) ^ Q(offer_decision=Decision.ACCEPTED)
    found = pairings_open_for(actor).filter(one_accepted).order_by("updated_at")
    return pairing_briefs([p for p in found if waits_for(actor, p)], actor)


def pairings_of_contact(actor: Actor) -> list[Brief]:
    """Undecided pairings of the listings whose contact the reader is, best first."""
    mine = Q(offer__contact_id=actor.user_id) | Q(need__contact_id=actor.user_id)
    return _briefs(actor, _undecided(actor).filter(mine))


def pairings_brokered(actor: Actor) -> list[Brief]:
    """Undecided pairings of the listings the reader accompanies, best first."""
    mine = Q(need__broker_id=actor.user_id) | Q(offer__broker_id=actor.user_id)
    return _briefs(actor, _undecided(actor).filter(mine))


def _undecided(actor: Actor) -> QuerySet[Pairing]:
    return pairings_open_for(actor).filter(
        ~Q(need_decision=Decision.ACCEPTED) | ~Q(offer_decision=Decision.ACCEPTED)
    )


def _briefs(actor: Actor, found: QuerySet[Pairing]) -> list[Brief]:
    return pairing_briefs(found[:ROWS], actor)


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"waiting": pairings_waiting(actor)}


def _own(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    briefs = pairings_of_contact(actor)
    return {
        "waiting": [brief for brief in briefs if brief.waits_for_me],
        "fitting": [brief for brief in briefs if not brief.waits_for_me],
    }


def _brokered(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"proposals": pairings_brokered(actor)}


desk_register(
    DeskPart(
        name="pairings_waiting",
        duties=(Duty.UNIVERSITY_OFFICE,),
        order=30,
        template="pairings/_desk_waiting.html",
        context=_waiting,
    ),
    DeskPart(
        name="pairings_of_contact",
        duties=(Duty.RESEARCHER,),
        order=30,
        template="pairings/_desk_own.html",
        context=_own,
    ),
    DeskPart(
        name="pairings_brokered",
        duties=(Duty.BROKER,),
        order=50,
        template="pairings/_desk_brokered.html",
        context=_brokered,
    ),
)
