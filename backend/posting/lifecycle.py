"""What becomes of a need that is being written: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition

from . import rules
from .events import (
    NeedDraftDropped,
    NeedDraftHandedOver,
    NeedDraftPosted,
    NeedDraftRefused,
    NeedDraftTakenBack,
)
from .models import NeedDraft
from .selectors import draft_followed_by

State = NeedDraft.State


def _locked(need_draft_id: int) -> NeedDraft:
    return (
        NeedDraft.objects.select_for_update(of=("self",))
        .select_related("author", "organisation", "firm")
        .get(pk=need_draft_id)
    )


def _facts(draft: NeedDraft, actor: Actor | None) -> dict[str, Any]:
    return {"need_draft_id": draft.pk, "listing_id": draft.listing_id}


NEED_DRAFT: Lifecycle[NeedDraft] = Lifecycle(
    name="need_draft",
    model=NeedDraft,
    states=State,
    find=draft_followed_by,
    lock=_locked,
    facts=_facts,
    changed_by=lambda draft: str(draft.author),
    stale=_("The draft changed while you were reading; look again."),
    settled={
        State.WAITING: _("The firm has been asked to confirm it."),
        State.REFUSED: _("The firm refused it."),
        State.POSTED: _("It is posted already."),
    },
    transitions=(
        Transition(
            act="post",
            source=(State.ANSWERING,),
            target=State.POSTED,
            may=rules.may_post,
            refused=rules.NOT_WRITING,
            event=NeedDraftPosted,
            words=_("Post the need"),
            invitation=_("Declare that it may be published, and post it"),
            done=_("Published. Partners that fit are being looked for."),
            look="main",
        ),
        Transition(
            act="hand_over",
            source=(State.ANSWERING,),
            target=State.WAITING,
            may=rules.may_hand_over,
            refused=rules.NOT_WRITING,
            event=NeedDraftHandedOver,
            words=_("Ask the firm to confirm"),
            done=_("Sent. The firm confirms, changes or refuses it; you are told."),
            look="main",
        ),
        Transition(
            act="confirm",
            source=(State.WAITING,),
            target=State.POSTED,
            may=rules.may_confirm,
            refused=rules.NOT_THE_FIRM,
            event=NeedDraftPosted,
            words=_("Confirm and post"),
            invitation=_("Declare that it may be published, confirm it and post it"),
            done=_("Published. Partners that fit are being looked for."),
            look="main",
        ),
        Transition(
            act="refuse",
            source=(State.WAITING,),
            target=State.REFUSED,
            may=rules.may_confirm,
            refused=rules.NOT_THE_FIRM,
            ask=Ask(
                note_required=True,
                note_label=_("Why do you not agree?"),
                note_column="refusal",
                missing=_("Say in a few words why; who wrote it reads it."),
            ),
            event=NeedDraftRefused,
            words=_("Do not agree"),
            invitation=_("Refuse it and say why"),
            done=_("Refused. Who wrote it reads your reason; nothing is published."),
            look="danger",
        ),
        Transition(
            act="take_back",
            source=(State.WAITING, State.REFUSED),
            target=State.ANSWERING,
            may=rules.may_hand_over,
            refused=rules.NOT_WRITING,
            event=NeedDraftTakenBack,
            words=_("Take it back and go on writing"),
            done=_("You can go on writing."),
        ),
        Transition(
            act="drop",
            source=(State.ANSWERING, State.REFUSED),
            target=None,
            may=rules.may_write,
            refused=rules.NOT_WRITING,
            event=NeedDraftDropped,
            words=_("Throw the draft away"),
            done=_("The draft is deleted."),
            look="danger",
        ),
    ),
)
