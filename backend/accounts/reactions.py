"""Answers of accounts to its own events: who is told."""

from __future__ import annotations

from backend.core.notices import notice_send

from .duties import BINDING
from .events import MemberJoined, OrganisationRegistered, OrganisationVerified
from .models import Duty, Membership
from .notices import JOINED, REGISTERED, VERIFIED
from .selectors import actors_of, members_with_duty, memberships_with_duty


def organisation_registered_notify(event: OrganisationRegistered, event_id: int) -> None:
    """Operators verify it."""
    operators = memberships_with_duty(Duty.OPERATOR).values_list("user_id", flat=True)
    notice_send(
        REGISTERED,
        readers=actors_of(operators),
        about=event.organisation_id,
        key=f"event:{event_id}",
    )


def organisation_verified_notify(event: OrganisationVerified, event_id: int) -> None:
    """Its members may publish now."""
    members = Membership.objects.filter(organisation_id=event.organisation_id, active=True)
    notice_send(
        VERIFIED,
        readers=actors_of(members.values_list("user_id", flat=True)),
        about=event.organisation_id,
        key=f"event:{event_id}",
    )


def member_joined_notify(event: MemberJoined, event_id: int) -> None:
    """Those who answer for the organisation learn who acts for it now."""
    others = members_with_duty(event.organisation_id, *BINDING).exclude(pk=event.user_id)
    notice_send(
        JOINED,
        readers=actors_of(others.values_list("pk", flat=True)),
        about=event.organisation_id,
        payload={"user": event.user_id},
        key=f"event:{event_id}",
    )
