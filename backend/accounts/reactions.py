"""Answers of accounts to its own events: who is told."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import override

from backend.core.errors import Unavailable
from backend.core.events import NoticeSent
from backend.core.notices import notice_kind, notice_send, notices_render
from notifications import facade

from .duties import BINDING
from .events import MemberJoined, OrganisationRegistered, OrganisationVerified
from .models import Duty, Membership, User
from .notices import JOINED, REGISTERED, VERIFIED
from .selectors import actor_of, actors_of, members_with_duty, memberships_with_duty


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


def notice_mail(event: NoticeSent, event_id: int) -> None:
    """What matters reaches its reader by mail too, where they have not read it by then.

    Raises Unavailable while the mail server does not answer.
    """
    user = User.objects.filter(pk=event.person_id, is_active=True).first()
    found = facade.inbox(
        event.person_id, after_id=event.notice_id - 1, before_id=event.notice_id + 1
    )
    kind = notice_kind(found[0].kind) if found else None
    if user is None or kind is None or found[0].read_at is not None:
        return
    with override(user.language):
        (notice,) = notices_render(found, actor_of(user))
        if not notice.url:
            return  # Not theirs to know any more.
        body = render_to_string(
            "accounts/notice_mail.txt",
            {"user": user, "notice": notice, "mail": kind.mail, "site": settings.PUBLIC_URL},
        )
        try:
            send_mail(notice.sentence, body, None, [user.email])
        except OSError as error:  # smtplib's errors are such, too
            raise Unavailable(str(error)) from error
