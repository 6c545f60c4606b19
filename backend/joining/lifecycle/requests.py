"""What becomes of a request to join: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition
from backend.joining import rules
from backend.joining.events import JoinAccepted, JoinAdmitted, JoinDeclined, JoinWithdrawn
from backend.joining.models import JoinRequest
from backend.joining.selectors import request_known_to

State = JoinRequest.State


def _locked(join_request_id: int) -> JoinRequest:
    return (
        JoinRequest.objects.select_for_update(of=("self",))
        .select_related("organisation", "person")
        .get(pk=join_request_id)
    )


def _facts(request: JoinRequest, actor: Actor | None) -> dict[str, Any]:
    return {"join_request_id": request.pk}


JOIN_REQUEST: Lifecycle[JoinRequest] = Lifecycle(
    name="join_request",
    model=JoinRequest,
    states=State,
    find=request_known_to,
    lock=_locked,
    facts=_facts,
    changed_by=lambda request: str(request.answered_by or request.person),
    settled={
        State.ACCEPTED: _("This request was accepted already."),
        State.DECLINED: _("This request was declined already."),
        State.WITHDRAWN: _("This request was taken back."),
    },
    transitions=(
        Transition(
            act="accept",
            source=(State.OPEN,),
            target=State.ACCEPTED,
            may=rules.may_answer,
            refused=_("Only those who answer for the organisation decide who joins it."),
            event=JoinAccepted,
            words=_("Let them join"),
            done=_("They are a member now, and are told."),
            told=_("Taken in as a member"),
            look="main",
        ),
        Transition(
            act="decline",
            source=(State.OPEN,),
            target=State.DECLINED,
            may=rules.may_answer,
            refused=_("Only those who answer for the organisation decide who joins it."),
            ask=Ask(
                note_required=True,
                note_label=_("Why not?"),
                note_column="decline_note",
                missing=_("Say in a few words why; they read it."),
            ),
            event=JoinDeclined,
            words=_("Decline"),
            invitation=_("Decline and say why"),
            done=_("Declined. They read your reason."),
            told=_("The request to join was declined"),
            look="danger",
        ),
        Transition(
            act="withdraw",
            source=(State.OPEN,),
            target=State.WITHDRAWN,
            may=rules.may_withdraw,
            refused=_("Only who asked takes the request back."),
            event=JoinWithdrawn,
            words=_("Take the request back"),
            done=_("Your request is taken back."),
            told=_("The request to join was taken back"),
        ),
        Transition(
            act="admit",
            source=(State.OPEN,),
            target=State.ACCEPTED,
            event=JoinAdmitted,
            told=_("Joined: the domain of their address belongs to the organisation"),
        ),
    ),
)
