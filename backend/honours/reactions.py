"""Who is told of lists of honours."""

from __future__ import annotations

from backend.accounts.selectors import actors_of
from backend.core.notices import notice_send

from .events import HonourListDrawnUp
from .models import Honour
from .notices import ASKED


def honour_list_asked_notify(event: HonourListDrawnUp, event_id: int) -> None:
    """The persons on it who have not agreed yet; drawn up again the same are not asked again."""
    rows = Honour.objects.filter(
        honour_list=event.honour_list_id, person__isnull=False, agreed_at__isnull=True
    )
    notice_send(
        ASKED,
        readers=actors_of(rows.values_list("person_id", flat=True)),
        about=event.honour_list_id,
        key=f"honour_list:{event.honour_list_id}",
    )
