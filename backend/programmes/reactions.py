"""Who is told of applications and vouchers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from backend.accounts.models import Duty
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import NoticeKind, notice_send

from . import notices
from .models import Redemption, Support
from .rules import APPLY


def _officers(unit_id: int) -> Iterable[int]:
    return members_with_duty(unit_id, Duty.REGIONAL_OFFICER).values_list("pk", flat=True)


def _applicants(organisation_id: int) -> Iterable[int]:
    return members_with_duty(organisation_id, *APPLY.duties).values_list("pk", flat=True)


def support_deciders_notify(event: Any, event_id: int) -> None:
    """The unit whose turn it is."""
    support = Support.objects.prefetch_related("approvals").get(pk=event.support_id)
    if support.turn is not None:
        notice_send(
            notices.DECIDE,
            readers=actors_of(_officers(support.turn.unit_id)),
            about=support.pk,
            key=f"event:{event_id}",
        )


def support_applicant_notify(kind: NoticeKind) -> Callable[[Any, int], None]:
    """Tell the applicant with a notice of this kind."""

    def notify(event: Any, event_id: int) -> None:
        notice_send(
            kind,
            readers=actors_of(_applicants(event.applicant_id)),
            about=event.support_id,
            key=f"event:{event_id}",
        )

    return notify


def redemption_office_notify(kind: NoticeKind, *, payer: bool) -> Callable[[Any, int], None]:
    """Tell the unit that runs the programme, or the one that pays."""

    def notify(event: Any, event_id: int) -> None:
        found = Redemption.objects.select_related("voucher__programme").get(pk=event.redemption_id)
        programme = found.voucher.programme
        notice_send(
            kind,
            readers=actors_of(_officers(programme.payer_id if payer else programme.unit_id)),
            about=found.pk,
            key=f"event:{event_id}",
        )

    return notify


def redemption_firm_notify(kind: NoticeKind) -> Callable[[Any, int], None]:
    """Tell the firm whose voucher it is."""

    def notify(event: Any, event_id: int) -> None:
        notice_send(
            kind,
            readers=actors_of(_applicants(event.firm_id)),
            about=event.redemption_id,
            key=f"event:{event_id}",
        )

    return notify
