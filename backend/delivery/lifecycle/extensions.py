"""What becomes of a request for more time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core import dates
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words
from backend.core.models import Fact
from backend.delivery import events, rules
from backend.delivery.models import Extension
from backend.delivery.selectors import extension_readable_by

from .milestones import milestone_facts, milestone_locked, not_running


def _extension_locked(extension_id: int) -> Extension:
    milestone_id = Extension.objects.values_list("milestone_id", flat=True).get(pk=extension_id)
    milestone = milestone_locked(milestone_id)
    found = Extension.objects.select_for_update(of=("self",)).get(pk=extension_id)
    found.milestone = milestone
    return found


def extension_facts(extension: Extension, actor: Actor | None = None) -> dict[str, Any]:
    """What its events tell."""
    return {
        **milestone_facts(extension.milestone),
        "extension_id": extension.pk,
        "until": extension.until.isoformat(),
    }


def _until(words: Words) -> Any:
    def told(event: Fact) -> str:
        day = dates.day(date.fromisoformat(event.payload["until"]))
        return str(words) % {"title": event.payload["title"], "day": day}

    return told


State = Extension.State
EXTENSION: Lifecycle[Extension] = Lifecycle(
    name="extension",
    model=Extension,
    states=State,
    find=extension_readable_by,
    lock=_extension_locked,
    facts=extension_facts,
    stale=_("This was answered while you were reading; look again."),
    settled={
        State.AGREED: _("This was agreed already."),
        State.REFUSED: _("This was refused already."),
        State.WITHDRAWN: _("This was taken back."),
    },
    transitions=(
        Transition(
            act="agree",
            source=(State.ASKED,),
            target=State.AGREED,
            may=rules.may_answer,
            refused=rules.NOT_THEIR_TURN,
            blocked=lambda extension: not_running(extension.milestone),
            event=events.ExtensionAgreed,
            words=_("Agree to the new day"),
            done=_("Agreed: the milestone is due later."),
            told=_until(_("More time agreed for “%(title)s”: until %(day)s")),
            look="main",
        ),
        Transition(
            act="refuse",
            source=(State.ASKED,),
            target=State.REFUSED,
            may=rules.may_answer,
            refused=rules.NOT_THEIR_TURN,
            ask=Ask(note_required=True, note_label=_("Why not?"), note_column="answer_note"),
            event=events.ExtensionRefused,
            words=_("Keep to the day"),
            done=_("Refused; the day stands."),
            told=_until(_("More time refused for “%(title)s”")),
        ),
        Transition(
            act="withdraw",
            source=(State.ASKED,),
            target=State.WITHDRAWN,
            may=rules.may_withdraw,
            refused=_("Only the side that asked takes it back."),
            event=events.ExtensionWithdrawn,
            words=_("Take the request back"),
            done=_("Taken back."),
            told=_until(_("Request for more time taken back: “%(title)s”")),
        ),
    ),
)
