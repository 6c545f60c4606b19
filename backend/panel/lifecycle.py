"""What becomes of a sitting: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words

from . import rules
from .events import SittingCancelled, SittingClosed, SittingOpened
from .models import Sitting
from .selectors import items_of, sitting_followed_by

State = Sitting.State


def _locked(sitting_id: int) -> Sitting:
    return (
        Sitting.objects.select_for_update(of=("self",))
        .select_related("panel__unit")
        .get(pk=sitting_id)
    )


def _facts(sitting: Sitting, actor: Actor | None) -> dict[str, Any]:
    return {"sitting_id": sitting.pk}


def _empty(sitting: Sitting) -> Words | None:
    if sitting.items.exists():
        return None
    return _("Put at least one need on the agenda first.")


def _incomplete(sitting: Sitting) -> Words | None:
    """A list is drawn up once each need has a verdict of each kind and a decision."""
    left = sum(not item.complete for item in items_of(sitting))
    if not left:
        return None
    return _("A verdict of each kind or the decision is lacking of %(n)d needs.") % {"n": left}


SITTING: Lifecycle[Sitting] = Lifecycle(
    name="sitting",
    model=Sitting,
    states=State,
    find=sitting_followed_by,
    lock=_locked,
    facts=_facts,
    settled={
        State.CLOSED: _("The list is drawn up; it does not change any more."),
        State.CANCELLED: _("The sitting was cancelled."),
    },
    transitions=(
        Transition(
            act="open",
            source=(State.PLANNED,),
            target=State.OPEN,
            may=rules.may_run_sitting,
            refused=rules.NOT_RUNNING,
            blocked=_empty,
            event=SittingOpened,
            words=_("Open the sitting"),
            done=_("Open. The members read the needs and give their verdicts."),
            look="main",
        ),
        Transition(
            act="close",
            source=(State.OPEN,),
            target=State.CLOSED,
            may=rules.may_run_sitting,
            refused=rules.NOT_RUNNING,
            blocked=_incomplete,
            event=SittingClosed,
            words=_("Draw up the list of needs"),
            done=_("Drawn up. The owners of the needs are told."),
            look="main",
        ),
        Transition(
            act="cancel",
            source=(State.PLANNED, State.OPEN),
            target=State.CANCELLED,
            may=rules.may_run_sitting,
            refused=rules.NOT_RUNNING,
            ask=Ask(
                note_required=True,
                note_label=_("Why?"),
                note_column="cancel_note",
                missing=_("Say in a few words why; the members read it."),
            ),
            event=SittingCancelled,
            words=_("Cancel the sitting"),
            invitation=_("Cancel the sitting and say why"),
            done=_("Cancelled."),
            look="danger",
        ),
    ),
)
