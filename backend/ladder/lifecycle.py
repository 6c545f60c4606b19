"""A firm's way to a grade: picked → in the pool → recognised, and out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.core.lifecycles import Ask, Lifecycle, Transition

from . import events, rules
from .models import Standing
from .selectors import standing_found

State = Standing.State


def standing_locked(standing_id: int) -> Standing:
    """The standing, locked; rights are the caller's."""
    found = Standing.objects.select_for_update(of=("self",)).select_related("firm")
    return found.get(pk=standing_id)


def _facts(standing: Standing, actor: Any) -> dict[str, Any]:
    return {"standing_id": standing.pk, "firm_id": standing.firm_id}


STANDING: Lifecycle[Standing] = Lifecycle(
    name="standing",
    model=Standing,
    states=State,
    find=standing_found,
    lock=standing_locked,
    facts=_facts,
    settled={State.LEFT: _("The firm has left; it can be picked anew.")},
    transitions=(
        Transition(
            act="enter",
            source=(State.SELECTED,),
            target=State.POOLED,
            may=rules.may_keep,
            refused=rules.NOT_KEEPER,
            event=events.FirmPooled,
            words=_("Take into the pool"),
            done=_("The firm is in the pool."),
            told=_("Taken into the pool"),
            look="main",
        ),
        Transition(
            act="recognise",
            source=(State.SELECTED, State.POOLED),
            target=State.RECOGNISED,
            may=rules.may_keep,
            refused=rules.NOT_KEEPER,
            ask=Ask(),
            event=events.FirmRecognised,
            words=_("Record the recognition"),
            done=_("Recorded. The grade stands on the firm's page."),
            told=_("Recognised"),
            look="main",
        ),
        Transition(
            act="leave",
            source=(State.SELECTED, State.POOLED, State.RECOGNISED),
            target=State.LEFT,
            may=rules.may_leave,
            refused=rules.NOT_KEEPER,
            ask=Ask(
                note_required=True,
                note_label=_("Why does it leave?"),
                note_column="note",
                missing=_("Say why it leaves."),
            ),
            event=events.FirmLeft,
            words=_("Leave"),
            invitation=_("Leave the pool, or give the grade up"),
            done=_("The firm has left."),
            told=_("Left the pool or the grade"),
            look="danger",
        ),
    ),
)
