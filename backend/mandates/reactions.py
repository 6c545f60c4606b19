"""Who is told of mandates."""

from __future__ import annotations

from collections.abc import Collection

from backend.accounts.events import MemberLeft
from backend.accounts.selectors import actors_of
from backend.core.notices import NoticeKind, notice_send

from .events import (
    MandateExpired,
    MandateGranted,
    MandateLaidDown,
    MandateRevoked,
    MandateUsed,
)
from .models import Mandate
from .notices import ENDED, GRANTED, USED
from .selectors import people_of_client
from .services import mandates_of_leaver_end


def mandates_member_leave(event: MemberLeft, event_id: int) -> None:
    """A broker who left acts for nobody; the clients are told."""
    mandates_of_leaver_end(agency_id=event.organisation_id, user_id=event.user_id)


def mandate_granted_notify(event: MandateGranted, event_id: int) -> None:
    """The broker may begin."""
    mandate = _of(event.mandate_id)
    _tell(GRANTED, mandate, event_id, {mandate.broker_id})


def mandate_used_notify(event: MandateUsed, event_id: int) -> None:
    """The client hears what was done in its name."""
    mandate = _of(event.mandate_id)
    people = people_of_client(mandate)
    _tell(USED, mandate, event_id, people, act=event.act, title=event.title)


def mandate_ended_notify(
    event: MandateRevoked | MandateLaidDown | MandateExpired, event_id: int
) -> None:
    """The other one hears of it; of time both do."""
    mandate = _of(event.mandate_id)
    people = set() if isinstance(event, MandateLaidDown) else {mandate.broker_id}
    if not isinstance(event, MandateRevoked):
        people |= people_of_client(mandate)
    _tell(ENDED, mandate, event_id, people)


def _of(mandate_id: int) -> Mandate:
    return Mandate.objects.select_related("client", "broker", "listing").get(pk=mandate_id)


def _tell(
    kind: NoticeKind, mandate: Mandate, event_id: int, people: Collection[int], **payload: str
) -> None:
    notice_send(
        kind,
        readers=actors_of(people),
        about=mandate.pk,
        payload=payload,
        key=f"event:{event_id}",
    )
