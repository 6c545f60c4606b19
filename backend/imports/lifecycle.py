"""What becomes of an import: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Lifecycle, Transition, Words

from . import rules
from .events import (
    ImportCheckAsked,
    ImportChecked,
    ImportConfirmed,
    ImportDiscarded,
    ImportFailed,
    ImportUndoAsked,
    ImportUndone,
    ImportWritten,
)
from .models import Import
from .selectors import import_known_to

State = Import.State
_REFUSED = _("Only who lists all of this for the organisation imports it.")


def import_locked(import_id: int) -> Import:
    """The import, locked; rights are the caller's."""
    return Import.objects.select_for_update().get(pk=import_id)


def _facts(run: Import, actor: Actor | None) -> dict[str, Any]:
    return {"import_id": run.pk}


def _nothing_right(run: Import) -> Words | None:
    return None if run.writes else _("No row would change anything; mend the file first.")


def _brought_nothing(run: Import) -> Words | None:
    return None if run.brought.exists() else _("It brought nothing that could be undone.")


IMPORT: Lifecycle[Import] = Lifecycle(
    name="import",
    model=Import,
    states=State,
    find=import_known_to,
    lock=import_locked,
    facts=_facts,
    changed_by=lambda run: str(run.asked_by),
    settled={
        State.UPLOADED: _("Name its columns first."),
        State.CHECKING: _("It is being checked; wait for the end."),
        State.CHECKED: _("It is checked already."),
        State.WRITING: _("It is being written; wait for the end."),
        State.DONE: _("It is imported already."),
        State.UNDOING: _("It is being undone; wait for the end."),
        State.UNDONE: _("It is undone; bring the file again."),
        State.FAILED: _("It stopped; name its columns anew, or bring the file again."),
        State.DISCARDED: _("It is discarded; bring the file again."),
    },
    transitions=(
        Transition(
            act="check",
            source=(State.UPLOADED, State.CHECKED, State.FAILED),
            target=State.CHECKING,
            may=rules.may_handle,
            refused=_REFUSED,
            event=ImportCheckAsked,
            words=_("Check every row"),
            told=_("The rows of a file are checked"),
        ),
        Transition(
            act="found", source=(State.CHECKING,), target=State.CHECKED, event=ImportChecked
        ),
        Transition(
            act="write",
            source=(State.CHECKED,),
            target=State.WRITING,
            may=rules.may_handle,
            refused=_REFUSED,
            blocked=_nothing_right,
            event=ImportConfirmed,
            words=_("Import what is right"),
            told=_("An import was confirmed"),
            look="main",
        ),
        Transition(
            act="written",
            source=(State.WRITING,),
            target=State.DONE,
            event=ImportWritten,
            told=_("An import ended"),
        ),
        Transition(
            act="undo",
            source=(State.DONE, State.FAILED),
            target=State.UNDOING,
            may=rules.may_handle,
            refused=_REFUSED,
            blocked=_brought_nothing,
            event=ImportUndoAsked,
            words=_("Undo this import"),
            told=_("An import is undone"),
            look="danger",
        ),
        Transition(act="undone", source=(State.UNDOING,), target=State.UNDONE, event=ImportUndone),
        Transition(
            act="fail",
            source=(State.CHECKING, State.WRITING),
            target=State.FAILED,
            event=ImportFailed,
            told=_("An import stopped"),
        ),
        Transition(
            act="discard",
            source=(State.UPLOADED, State.CHECKED, State.FAILED),
            target=State.DISCARDED,
            may=rules.may_handle,
            refused=_REFUSED,
            blocked=lambda run: _("Undo what it brought first.") if run.brought.exists() else None,
            event=ImportDiscarded,
            words=_("Discard"),
            done=_("Discarded; its file is forgotten."),
            told=_("An import was discarded"),
            look="danger",
        ),
    ),
)
