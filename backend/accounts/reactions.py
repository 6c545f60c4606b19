"""Answers of accounts to its own events: who is told, and who is written to."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from backend.core import dates
from backend.core.errors import Unavailable
from backend.core.notices import notice_send

from .duties import BINDING
from .events import MemberInvited, MemberJoined, OrganisationVerified
from .models import Invitation, Membership, User
from .notices import JOINED, VERIFIED
from .selectors import actors_of, invitation_token, members_with_duty


def organisation_verified_notify(event: OrganisationVerified, event_id: int) -> None:
    """Its members may publish now."""
    members = Membership.objects.filter(organisation_id=event.organisation_id, active=True)
    notice_send(
        VERIFIED,
        readers=actors_of(members.values_list("user_id", flat=True)),
        about=event.organisation_id,
        key=f"event:{event_id}",
    )


def invitation_mail(event: MemberInvited, event_id: int) -> None:
    """Writes to whoever is invited, in their language where they have an account."""
    invitation = (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(pk=event.invitation_id, state=Invitation.State.OPEN)
        .first()
    )
    if invitation is None:
        return
    account = User.objects.filter(email=invitation.email).first()
    with translation.override(account.language if account else settings.LANGUAGE_CODE):
        context = {
            "invitation": invitation,
            "organisation": invitation.organisation,
            "until": dates.day(invitation.expires_at),
            "address": settings.PUBLIC_URL
            + reverse("invitation", args=[invitation_token(invitation)]),
        }
        subject = render_to_string("accounts/mail/invitation_subject.txt", context)
        body = render_to_string("accounts/mail/invitation.txt", context)
    _mail(invitation.email, subject, body)


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


def _mail(address: str, subject: str, body: str) -> None:
    """Send one mail. A server that is down is waited for; one that refuses the mail is a fault."""
    try:
        EmailMessage(" ".join(subject.split()), body, None, [address]).send()
    except (SMTPResponseException, SMTPRecipientsRefused):
        raise
    except OSError as error:
        raise Unavailable(str(error)) from error
