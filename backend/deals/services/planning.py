"""The next step that people agree on: what, until when, by whom."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted, WrongState
from backend.core.outbox import publish
from backend.deals.events import NextStepDone, NextStepPlanned
from backend.deals.lifecycle import deal_lock
from backend.deals.models import MAX_STEP, Deal, Turn
from backend.deals.rules import may_move

from .stages import deal_turn


def deal_plan(
    *, actor: Actor, deal_id: int, what: str, due_on: date | None, whose: str = Turn.BOTH
) -> Deal:
    """Say what comes next in a deal, until when, and who is to do it; it takes an earlier one's place.

    Raises NotFound, NotPermitted, WrongState, ValidationError for ``what``, ``due_on``, ``whose``.
    """
    with transaction.atomic():
        deal = _lock(actor, deal_id)
        what = " ".join(what.replace("\x00", "").split())
        _check(what, due_on, whose)
        deal.next_step, deal.next_step_on, deal.next_step_whose = what, due_on, Turn(whose)
        deal.revision += 1
        deal.save()
        deal_turn(deal, Turn(whose), actor_id=actor.user_id)
        publish(
            NextStepPlanned(
                deal_id=deal.pk, what=what, whose=whose, due_on=due_on.isoformat() if due_on else ""
            ),
            actor_id=actor.user_id,
        )
    return deal


def deal_step_done(*, actor: Actor, deal_id: int) -> Deal:
    """Say that the next step is done.

    Raises NotFound, NotPermitted, WrongState where none is planned.
    """
    with transaction.atomic():
        deal = _lock(actor, deal_id)
        if not deal.next_step:
            raise WrongState(_("No next step is planned; plan one."))
        publish(NextStepDone(deal_id=deal.pk, what=deal.next_step), actor_id=actor.user_id)
        deal.next_step, deal.next_step_on, deal.next_step_whose = "", None, ""
        deal.revision += 1
        deal.save()
        deal_turn(deal, Turn.BOTH, actor_id=actor.user_id)
    return deal


def _lock(actor: Actor, deal_id: int) -> Deal:
    deal = deal_lock(actor, deal_id)
    if not may_move(actor, deal):
        raise NotPermitted(_("Only those who take part plan the next step."))
    if not deal.running:
        raise WrongState(_("This deal is over; nothing is planned any more."))
    return deal


def _check(what: str, due_on: date | None, whose: str) -> None:
    if not what:
        raise ValidationError({"what": [_("Say what comes next.")]})
    if len(what) > MAX_STEP:
        raise ValidationError({"what": [_("At most %(n)s characters.") % {"n": MAX_STEP}]})
    if due_on is not None and due_on < timezone.localdate():
        raise ValidationError({"due_on": [_("This day lies in the past; give a later one.")]})
    if whose not in Turn.values:
        raise ValidationError({"whose": [_("Choose who is to do it.")]})
