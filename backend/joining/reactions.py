"""Who is told of joining, verification and suspension."""

from __future__ import annotations

from backend.accounts.duties import BINDING
from backend.accounts.models import Duty, Membership
from backend.accounts.selectors import actors_of, members_with_duty, memberships_with_duty
from backend.core.notices import notice_send

from .events import (
    ApplicationMade,
    ApplicationRejected,
    JoinAccepted,
    JoinAdmitted,
    JoinAsked,
    JoinDeclined,
    OrganisationReinstated,
    OrganisationSuspended,
)
from .models import Application, JoinRequest, Suspension
from .notices import ACCEPTED, APPLIED, ASKED, DECLINED, REINSTATED, REJECTED, SUSPENDED


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


def application_made_notify(event: ApplicationMade, event_id: int) -> None:
    """Operators look at the evidence."""
    operators = memberships_with_duty(Duty.OPERATOR).values_list("user_id", flat=True)
    notice_send(
        APPLIED,
        readers=actors_of(operators),
        about=event.application_id,
        key=f"event:{event_id}",
    )


def application_rejected_notify(event: ApplicationRejected, event_id: int) -> None:
    """The applicant reads what is missing."""
    application = Application.objects.get(pk=event.application_id)
    notice_send(
        REJECTED,
        readers=actors_of([application.applicant_id]),
        about=application.pk,
        key=f"event:{event_id}",
    )


def organisation_standing_notify(
    event: OrganisationSuspended | OrganisationReinstated, event_id: int
) -> None:
    """Its members read why they may act no more, or again."""
    suspension = Suspension.objects.filter(organisation=event.organisation_id).latest("pk")
    members = Membership.objects.filter(organisation=event.organisation_id, active=True)
    suspended = isinstance(event, OrganisationSuspended)
    notice_send(
        SUSPENDED if suspended else REINSTATED,
        readers=actors_of(members.values_list("user_id", flat=True)),
        about=event.organisation_id,
        payload={"reason": suspension.reason if suspended else suspension.lift_reason},
        key=f"event:{event_id}",
    )
