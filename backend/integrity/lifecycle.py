"""What becomes of a record and of a draw: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.rules import NOT_OWN
from backend.core.lifecycles import Ask, Lifecycle, Transition

from . import events, rules
from .models import Draw, Sanction
from .selectors import draw_found, sanction_readable_by

State = Sanction.State
_STANDS = (State.STANDING, State.OBJECTED, State.UPHELD)


def _sanction_locked(sanction_id: int) -> Sanction:
    related = Sanction.objects.select_for_update(of=("self",))
    return related.select_related("organisation", "person", "recorded_for").get(pk=sanction_id)


def _draw_locked(draw_id: int) -> Draw:
    return Draw.objects.select_for_update(of=("self",)).select_related("unit").get(pk=draw_id)


def _too_early(draw: Draw) -> Any:
    if timezone.localdate() >= draw.value_on:
        return None
    return _("The value is not known before the day that was announced.")


def _too_late(draw: Draw) -> Any:
    if timezone.localdate() < draw.value_on:
        return None
    return _("The value may be known since its day: it is drawn, and not called off any more.")


SANCTION: Lifecycle[Sanction] = Lifecycle(
    name="sanction",
    model=Sanction,
    states=State,
    find=sanction_readable_by,
    lock=_sanction_locked,
    facts=lambda sanction, actor: {"sanction_id": sanction.pk},
    changed_by=lambda sanction: str(sanction.recorded_for),
    settled={
        State.LIFTED: _("It was lifted already."),
        State.OBJECTED: _("An objection is being heard already."),
        State.UPHELD: _("The objection was heard and dismissed."),
    },
    transitions=(
        Transition(
            act="object",
            source=(State.STANDING,),
            target=State.OBJECTED,
            may=rules.is_concerned,
            refused=rules.NOT_CONCERNED,
            ask=Ask(
                note_required=True,
                note_label=_("Why is it wrong?"),
                note_column="objection",
                missing=_("Say in a few words why it is wrong."),
            ),
            event=events.SanctionObjected,
            words=_("Object"),
            done=_("Another officer than the one who recorded it hears your objection."),
            told=_("Whom it is about objected"),
        ),
        Transition(
            act="uphold",
            source=(State.OBJECTED,),
            target=State.UPHELD,
            may=rules.may_hear,
            refused=rules.NOT_HEARING,
            ask=Ask(
                note_required=True,
                note_label=_("Why does it stand?"),
                note_column="answer",
                missing=_("Say in a few words why it stands."),
            ),
            event=events.SanctionUpheld,
            words=_("Dismiss the objection"),
            done=_("Whom it is about is told."),
            told=_("The objection was dismissed"),
        ),
        Transition(
            act="lift",
            source=_STANDS,
            target=State.LIFTED,
            may=rules.may_lift,
            refused=NOT_OWN,
            ask=Ask(
                note_required=True,
                note_label=_("Why is it lifted?"),
                note_column="answer",
                missing=_("Say in a few words why it is lifted."),
            ),
            event=events.SanctionLifted,
            words=pgettext_lazy("sanction", "Lift"),
            done=pgettext_lazy("sanction", "Lifted. It bars from nothing any more."),
            told=_("It was lifted"),
            look="main",
        ),
    ),
)

DRAW: Lifecycle[Draw] = Lifecycle(
    name="draw",
    model=Draw,
    states=Draw.State,
    find=draw_found,
    lock=_draw_locked,
    facts=lambda draw, actor: {"draw_id": draw.pk},
    changed_by=lambda draw: str(draw.unit),
    settled={
        Draw.State.DRAWN: _("It was drawn already; a result is never drawn again."),
        Draw.State.CANCELLED: _("It was called off."),
    },
    transitions=(
        Transition(
            act="make",
            source=(Draw.State.ANNOUNCED,),
            target=Draw.State.DRAWN,
            may=rules.may_draw,
            refused=rules.NOT_DRAWING,
            blocked=_too_early,
            event=events.DrawMade,
            words=pgettext_lazy("draw", "Draw"),
            invitation=_("Enter the published value and draw"),
            done=_("Drawn. The result is public."),
            told=_("Items and inspectors were drawn"),
            look="main",
        ),
        Transition(
            act="cancel",
            source=(Draw.State.ANNOUNCED,),
            target=Draw.State.CANCELLED,
            may=rules.may_draw,
            refused=rules.NOT_DRAWING,
            blocked=_too_late,
            ask=Ask(
                note_required=True,
                note_label=_("Why is it called off?"),
                note_column="note",
                missing=_("Say in a few words why; everybody reads it."),
            ),
            event=events.DrawCancelled,
            words=_("Call the draw off"),
            done=_("Called off."),
            told=_("The draw was called off"),
            look="danger",
        ),
    ),
)
