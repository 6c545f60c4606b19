"""Who is told of events."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from backend.accounts.selectors import actors_of
from backend.core.notices import NoticeKind, notice_send

from . import events, notices
from .models import Gathering, SignUp, Talk
from .selectors import people_coming


def gathering_notify(event: Any, event_id: int) -> None:
    """All who come or wait learn of another time, and that it does not take place."""
    gathering = Gathering.objects.get(pk=event.gathering_id)
    cancelled = isinstance(event, events.GatheringCancelled)
    kind = notices.CANCELLED if cancelled else notices.MOVED
    _tell(kind, gathering.pk, event_id, people_coming(gathering))


def seat_notify(event: events.SeatGiven, event_id: int) -> None:
    """Who waited learns of the seat."""
    user_id = SignUp.objects.values_list("user_id", flat=True).get(pk=event.sign_up_id)
    _tell(notices.SEATED, event.gathering_id, event_id, {user_id})


def talks_notify(event: events.TalksProposed, event_id: int) -> None:
    """Both sides of each talk are asked."""
    people = _people(Talk.objects.filter(pk__in=event.talk_ids))
    _tell(notices.TALKS, event.gathering_id, event_id, people)


def held_notify(event: events.GatheringHeld, event_id: int) -> None:
    """Who met somebody says what comes of it."""
    talks = Talk.objects.filter(gathering=event.gathering_id, state=Talk.State.CONFIRMED)
    _tell(notices.HELD, event.gathering_id, event_id, _people(talks))


def _people(talks: Any) -> set[int]:
    pairs = talks.values_list("need_side__user_id", "offer_side__user_id")
    return {person for pair in pairs for person in pair}


def _tell(kind: NoticeKind, gathering_id: int, event_id: int, people: Collection[int]) -> None:
    notice_send(kind, readers=actors_of(people), about=gathering_id, key=f"event:{event_id}")
