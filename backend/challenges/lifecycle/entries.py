"""What becomes of an entry: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.actors import Actor
from backend.challenges import events, rules
from backend.challenges.models import Call, Entry
from backend.challenges.selectors import entry_locked, entry_readable_by
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words

State = Entry.State


def _late(entry: Entry) -> Words | None:
    if entry.call.state == Call.State.POSTED and entry.call.takes(timezone.now()):
        return None
    return _("The deadline is over; nothing can be changed any more.")


def _not_looked_at(entry: Entry) -> Words | None:
    if entry.call.state in (Call.State.CLOSED, Call.State.OPENED, Call.State.REVIEWING):
        return None
    return _("Entries are excluded before the decision, once they are open.")


def _not_racing(entry: Entry) -> Words | None:
    if not entry.call.mode_type.cut:
        return _("Only where several work in parallel some leave at a milestone.")
    running = entry.call.entries.filter(state=State.AWARDED).count()
    return None if running > 1 else _("The last one that works on the task does not leave.")


def _facts(entry: Entry, actor: Actor | None) -> dict[str, Any]:
    return {"entry_id": entry.pk}


ENTRY: Lifecycle[Entry] = Lifecycle(
    name="entry",
    model=Entry,
    states=State,
    find=entry_readable_by,
    lock=entry_locked,
    facts=_facts,
    changed_by=lambda entry: str(entry.entered_by),
    stale=_("The entry changed while you were reading; look again."),
    transitions=(
        Transition(
            act="confirm",
            source=(State.TO_CONFIRM,),
            target=State.HANDED_IN,
            may=rules.may_lead,
            refused=rules.NOT_LEADING,
            blocked=_late,
            event=events.EntryConfirmed,
            words=_("Confirm under the changed conditions"),
            done=_("Your entry counts again."),
            told=_("The entry was confirmed under the changed conditions"),
            look="main",
        ),
        Transition(
            act="withdraw",
            source=(State.HANDED_IN, State.TO_CONFIRM),
            target=State.WITHDRAWN,
            may=rules.may_lead,
            refused=rules.NOT_LEADING,
            blocked=_late,
            event=events.EntryWithdrawn,
            words=pgettext_lazy("entry", "Withdraw the entry"),
            done=pgettext_lazy("entry", "Withdrawn. You may enter again until the deadline."),
            told=_("The entry was withdrawn"),
            look="danger",
        ),
        Transition(
            act="exclude",
            source=(State.HANDED_IN,),
            target=State.EXCLUDED,
            may=rules.may_run_entry,
            refused=rules.NOT_RUNNING,
            blocked=_not_looked_at,
            ask=Ask(
                note_required=True,
                note_label=_("Which condition is not met?"),
                note_column="note",
                missing=_("Say which condition is not met; the entrant reads it."),
            ),
            event=events.EntryExcluded,
            words=pgettext_lazy("entry", "Exclude"),
            done=pgettext_lazy("entry", "Excluded. The entrant reads why."),
            told=_("The entry was excluded"),
            look="danger",
        ),
        Transition(
            act="award",
            source=(State.HANDED_IN,),
            target=State.AWARDED,
            event=events.EntryAwarded,
            told=_("The entry was awarded"),
        ),
        Transition(
            act="decline",
            source=(State.HANDED_IN,),
            target=State.DECLINED,
            event=events.EntryDeclined,
            told=_("Another entry was chosen"),
        ),
        Transition(
            act="cut",
            source=(State.AWARDED,),
            target=State.CUT,
            may=rules.may_decide_entry,
            refused=rules.NOT_DECIDING,
            blocked=_not_racing,
            ask=Ask(
                note_required=True,
                note_label=_("What the milestone showed"),
                note_column="note",
                missing=_("Say what the milestone showed; the entrant reads it."),
            ),
            event=events.EntryCut,
            words=_("Let go at the milestone"),
            told=_("The entrant left at a milestone"),
            look="danger",
        ),
    ),
)
