"""Who is told of access in confidence, and its end on its day."""

from __future__ import annotations

from collections.abc import Collection

from backend.accounts.selectors import actors_of
from backend.core.notices import NoticeKind, notice_send

from .events import (
    AccessAsked,
    AccessDeclined,
    AccessEnded,
    AccessEnds,
    AccessGranted,
    AccessRevoked,
)
from .models import AccessRequest
from .notices import ASKED, DECLINED, ENDED, GRANTED, REVOKED
from .selectors import people_deciding
from .services import access_end


def access_asked_notify(event: AccessAsked, event_id: int) -> None:
    """The owner decides."""
    request = _of(event.access_request_id)
    _tell(ASKED, request, event_id, people_deciding(request.listing))


def access_granted_notify(event: AccessGranted, event_id: int) -> None:
    """Who asked may read."""
    _tell_asker(GRANTED, event.access_request_id, event_id)


def access_declined_notify(event: AccessDeclined, event_id: int) -> None:
    """Who asked reads why not."""
    _tell_asker(DECLINED, event.access_request_id, event_id)


def access_revoked_notify(event: AccessRevoked, event_id: int) -> None:
    """Who read reads why he may no more."""
    _tell_asker(REVOKED, event.access_request_id, event_id)


def access_ended_notify(event: AccessEnded, event_id: int) -> None:
    """Who read may ask again."""
    _tell_asker(ENDED, event.access_request_id, event_id)


def access_end_on_its_day(event: AccessEnds, event_id: int) -> None:
    """Take the grant away; due when its time is over."""
    access_end(access_request_id=event.access_request_id)


def _of(access_request_id: int) -> AccessRequest:
    return AccessRequest.objects.select_related("listing__owner").get(pk=access_request_id)


def _tell_asker(kind: NoticeKind, access_request_id: int, event_id: int) -> None:
    request = _of(access_request_id)
    _tell(kind, request, event_id, [request.asked_by_id])


def _tell(kind: NoticeKind, request: AccessRequest, event_id: int, people: Collection[int]) -> None:
    notice_send(kind, readers=actors_of(people), about=request.pk, key=f"event:{event_id}")
