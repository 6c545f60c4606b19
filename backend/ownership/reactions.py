"""Who is told of rights and shares."""

from __future__ import annotations

from backend.accounts.models import Duty
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import notice_send

from . import notices
from .events import GrantApplied, GrantDeclined, GrantGiven, SharesAgreed, SharesProposed
from .models import Grant, PlanShare


def grant_applied_notify(event: GrantApplied, event_id: int) -> None:
    """The office decides."""
    grant = Grant.objects.select_related("achievement").get(pk=event.grant_id)
    office = members_with_duty(grant.achievement.owner_id, Duty.UNIVERSITY_OFFICE)
    notice_send(
        notices.APPLIED,
        readers=actors_of(office.values_list("pk", flat=True)),
        about=grant.pk,
        key=f"event:{event_id}",
    )


def grant_decided_notify(event: GrantGiven | GrantDeclined, event_id: int) -> None:
    """Who applied reads what became of it."""
    grant = Grant.objects.get(pk=event.grant_id)
    kind = notices.GIVEN if isinstance(event, GrantGiven) else notices.DECLINED
    notice_send(
        kind, readers=actors_of([grant.applied_by_id]), about=grant.pk, key=f"event:{event_id}"
    )


def shares_proposed_notify(event: SharesProposed, event_id: int) -> None:
    """Those whose share waits agree or talk."""
    waiting = PlanShare.objects.filter(
        plan_id=event.plan_id, agreed_at__isnull=True, person__isnull=False
    )
    people = [pk for pk in waiting.values_list("person_id", flat=True) if pk is not None]
    notice_send(
        notices.PROPOSED, readers=actors_of(people), about=event.plan_id, key=f"event:{event_id}"
    )


def shares_agreed_notify(event: SharesAgreed, event_id: int) -> None:
    """All whom it names know that it stands, and so does the office."""
    shares = PlanShare.objects.filter(plan_id=event.plan_id).select_related("plan")
    people = {share.person_id for share in shares if share.person_id is not None}
    people |= {share.plan.proposed_by_id for share in shares}
    notice_send(
        notices.AGREED, readers=actors_of(people), about=event.plan_id, key=f"event:{event_id}"
    )
