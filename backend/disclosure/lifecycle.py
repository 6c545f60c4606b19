"""What becomes of a request to read in confidence: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words

from . import rules
from .events import AccessDeclined, AccessEnded, AccessGranted, AccessRevoked, AccessWithdrawn
from .models import AccessRequest
from .selectors import request_known_to

State = AccessRequest.State


def _locked(access_request_id: int) -> AccessRequest:
    return (
        AccessRequest.objects.select_for_update(of=("self",))
        .select_related("listing__owner", "organisation")
        .get(pk=access_request_id)
    )


def _facts(request: AccessRequest, actor: Actor | None) -> dict[str, Any]:
    return {"access_request_id": request.pk}


def _off_market(request: AccessRequest) -> Words | None:
    if request.listing.published:
        return None
    return _("The listing is no longer on the market.")


ACCESS: Lifecycle[AccessRequest] = Lifecycle(
    name="access_request",
    model=AccessRequest,
    states=State,
    find=request_known_to,
    lock=_locked,
    facts=_facts,
    changed_by=lambda request: str(request.decided_by or request.asked_by),
    stale=_("The request changed while you were reading; look again."),
    settled={
        State.DECLINED: _("The owner declined this request."),
        State.WITHDRAWN: _("This request was taken back."),
        State.REVOKED: _("This access was revoked."),
        State.ENDED: _("This access has ended."),
    },
    transitions=(
        Transition(
            act="grant",
            source=(State.ASKED,),
            target=State.GRANTED,
            may=rules.may_decide,
            refused=rules.NOT_OWNER,
            blocked=_off_market,
            event=AccessGranted,
            words=_("Let them read"),
            done=_("Granted. They are told, and may read the details from now on."),
            told=_("Access was granted"),
            look="main",
        ),
        Transition(
            act="decline",
            source=(State.ASKED,),
            target=State.DECLINED,
            may=rules.may_decide,
            refused=rules.NOT_OWNER,
            ask=Ask(
                note_required=True,
                note_label=_("Why not?"),
                note_column="note",
                missing=_("Say in a few words why; who asked reads it."),
            ),
            event=AccessDeclined,
            words=_("Decline"),
            invitation=_("Decline and say why"),
            done=_("Declined. They read your reason."),
            told=_("Access was declined"),
            look="danger",
        ),
        Transition(
            act="withdraw",
            source=(State.ASKED,),
            target=State.WITHDRAWN,
            may=rules.may_withdraw,
            refused=_("Only who asked takes it back."),
            event=AccessWithdrawn,
            words=_("Take the request back"),
            done=_("Taken back."),
            told=_("The request was taken back"),
        ),
        Transition(
            act="revoke",
            source=(State.GRANTED,),
            target=State.REVOKED,
            may=rules.may_decide,
            refused=rules.NOT_OWNER,
            ask=Ask(
                note_required=True,
                note_label=_("Why?"),
                note_column="note",
                missing=_("Say in a few words why; who reads it is told."),
            ),
            event=AccessRevoked,
            words=_("Revoke the access"),
            invitation=_("Revoke and say why"),
            done=_("Revoked. They cannot read the details any more."),
            told=_("Access was revoked"),
            look="danger",
        ),
        Transition(
            act="end",
            source=(State.GRANTED,),
            target=State.ENDED,
            event=AccessEnded,
            told=_("Access ended on its day"),
        ),
    ),
)
