"""Who is told of requests to join."""

from __future__ import annotations

from backend.accounts.duties import BINDING
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import notice_send

from .events import JoinAccepted, JoinAdmitted, JoinAsked, JoinDeclined
from .models import JoinRequest
from .notices import ACCEPTED, ASKED, DECLINED


def join_asked_notify(event: JoinAsked, event_id: int) -> None:
    """Who answers for the organisation decides, unless it is decided already."""
    request = JoinRequest.objects.get(pk=event.join_request_id)
    if request.state != JoinRequest.State.OPEN:
        return
    people = members_with_duty(request.organisation_id, *BINDING)
    notice_send(
        ASKED,
        readers=actors_of(people.values_list("pk", flat=True)),
        about=request.pk,
        key=f"event:{event_id}",
    )


def join_answered_notify(event: JoinAccepted | JoinAdmitted | JoinDeclined, event_id: int) -> None:
    """Who asked reads what came of it."""
    request = JoinRequest.objects.get(pk=event.join_request_id)
    notice_send(
        DECLINED if isinstance(event, JoinDeclined) else ACCEPTED,
        readers=actors_of([request.person_id]),
        about=request.pk,
        key=f"event:{event_id}",
    )
