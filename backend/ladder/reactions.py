"""Who is told of a firm's grades."""

from __future__ import annotations

from collections.abc import Callable

from backend.accounts.models import Duty
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import NoticeKind, notice_send

from .events import FirmPooled, FirmRecognised, FirmSelected


def firm_notify(
    kind: NoticeKind,
) -> Callable[[FirmSelected | FirmPooled | FirmRecognised, int], None]:
    """Tell the firm's members with a notice of this kind."""

    def notify(event: FirmSelected | FirmPooled | FirmRecognised, event_id: int) -> None:
        members = members_with_duty(event.firm_id, Duty.ENTERPRISE_MEMBER)
        notice_send(
            kind,
            readers=actors_of(members.values_list("pk", flat=True)),
            about=event.standing_id,
            key=f"event:{event_id}",
        )

    return notify
