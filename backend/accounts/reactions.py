"""What follows from events of people and organisations."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from .events import MemberInvited
from .models import Invitation, User


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
            "address": settings.PUBLIC_URL + reverse("settings"),
        }
        subject = render_to_string("accounts/mail/invitation_subject.txt", context)
        body = render_to_string("accounts/mail/invitation.txt", context)
    send_mail(" ".join(subject.split()), body, None, [invitation.email])
