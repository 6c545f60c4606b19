"""What becomes of an event: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words

from . import events, rules
from .models import Gathering
from .selectors import gathering_visible_to

State = Gathering.State


def gathering_locked(gathering_id: int) -> Gathering:
    """The event, locked; rights are the caller's."""
    return (
        Gathering.objects.select_for_update(of=("self",))
        .select_related("organiser")
        .get(pk=gathering_id)
    )


def _facts(gathering: Gathering, actor: Actor | None) -> dict[str, Any]:
    return {"gathering_id": gathering.pk}


def _begun(gathering: Gathering) -> Words | None:
    return _("Its time has come; give it a later one first.") if gathering.begun else None


def _not_over(gathering: Gathering) -> Words | None:
    return None if gathering.over else _("It is not over yet.")


GATHERING: Lifecycle[Gathering] = Lifecycle(
    name="gathering",
    model=Gathering,
    states=State,
    find=gathering_visible_to,
    lock=gathering_locked,
    facts=_facts,
    changed_by=lambda gathering: str(gathering.organiser),
    stale=_("The event changed while you were reading; look again."),
    settled={
        State.CANCELLED: _("This event was cancelled."),
        State.HELD: _("This event was held."),
    },
    transitions=(
        Transition(
            act="publish",
            source=(State.DRAFT,),
            target=State.PUBLISHED,
            may=rules.may_run,
            refused=rules.NOT_ORGANISER,
            blocked=_begun,
            event=events.GatheringPublished,
            words=pgettext_lazy("gathering", "Publish"),
            done=_("Published. Anybody may sign up now."),
            told=_("The event was published"),
            look="main",
        ),
        Transition(
            act="close",
            source=(State.PUBLISHED,),
            target=State.HELD,
            may=rules.may_run,
            refused=rules.NOT_ORGANISER,
            blocked=_not_over,
            event=events.GatheringHeld,
            words=_("It was held"),
            done=_("On record. It counts towards the year."),
            told=_("The event was held"),
            look="main",
        ),
        Transition(
            act="cancel",
            source=(State.PUBLISHED,),
            target=State.CANCELLED,
            may=rules.may_run,
            refused=rules.NOT_ORGANISER,
            ask=Ask(
                note_required=True,
                note_label=_("Why?"),
                note_column="note",
                missing=_("Say in a few words why; all who signed up read it."),
            ),
            event=events.GatheringCancelled,
            words=_("Cancel the event"),
            done=_("Cancelled. All who signed up are told."),
            told=_("The event was cancelled"),
            look="danger",
        ),
    ),
)
