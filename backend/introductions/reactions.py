"""Who is told of invitations to talks."""

from __future__ import annotations

from collections.abc import Collection

from backend.accounts.selectors import actors_of
from backend.core.notices import NoticeKind, notice_send

from .events import (
    IntroductionAgreed,
    IntroductionDeclined,
    IntroductionMade,
    IntroductionWithdrawn,
)
from .models import Introduction
from .notices import AGREED, DECLINED, MADE, WITHDRAWN
from .selectors import people_asked


def introduction_made_notify(event: IntroductionMade, event_id: int) -> None:
    """Who is asked may agree or decline."""
    introduction = _of(event.introduction_id)
    _tell(MADE, introduction, event_id, _asked(introduction))


def introduction_agreed_notify(event: IntroductionAgreed, event_id: int) -> None:
    """The broker learns of the first answer; of the second the opened talks tell."""
    introduction = _of(event.introduction_id)
    if introduction.asked:
        people = {introduction.proposed_by_id}
        _tell(AGREED, introduction, event_id, people, side=event.side)


def introduction_declined_notify(event: IntroductionDeclined, event_id: int) -> None:
    """Who invited, and the side that had agreed, read why nothing comes of it."""
    introduction = _of(event.introduction_id)
    people = {
        introduction.proposed_by_id,
        introduction.buyer_agreed_by_id,
        introduction.seller_agreed_by_id,
    }
    told = {pk for pk in people if pk is not None and pk != introduction.declined_by_id}
    _tell(DECLINED, introduction, event_id, told, side=event.side)


def introduction_withdrawn_notify(event: IntroductionWithdrawn, event_id: int) -> None:
    """Who was asked need not answer any more."""
    introduction = _of(event.introduction_id)
    _tell(WITHDRAWN, introduction, event_id, _asked(introduction))


def _of(introduction_id: int) -> Introduction:
    related = Introduction.objects.select_related("buyer", "seller", "need", "offer")
    return related.get(pk=introduction_id)


def _asked(introduction: Introduction) -> set[int]:
    """Whoever answers for a side that has not, the one who invited aside."""
    people = {pk for side in introduction.asked for pk in people_asked(introduction, side)}
    return people - {introduction.proposed_by_id}


def _tell(
    kind: NoticeKind,
    introduction: Introduction,
    event_id: int,
    people: Collection[int],
    **payload: str,
) -> None:
    notice_send(
        kind,
        readers=actors_of(people),
        about=introduction.pk,
        payload=payload,
        key=f"event:{event_id}",
    )
