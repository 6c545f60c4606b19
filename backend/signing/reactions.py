"""Who is told of certificates."""

from __future__ import annotations

from backend.accounts.events import MemberLeft
from backend.accounts.selectors import actors_of
from backend.core.notices import notice_send

from .events import CertificateRevoked
from .models import Credential
from .notices import REVOKED
from .services import certificates_of_leaver_revoke


def certificates_member_leave(event: MemberLeft, event_id: int) -> None:
    """Who left signs for the organisation no more."""
    certificates_of_leaver_revoke(organisation_id=event.organisation_id, user_id=event.user_id)


def certificate_revoked_notify(event: CertificateRevoked, event_id: int) -> None:
    """The holder, unless he revoked it himself."""
    credential = Credential.objects.get(pk=event.certificate_id)
    # Who left knows it, and reads nothing of the organisation's any more: nobody revoked it by hand.
    by_others = credential.revoked_by_id not in (None, credential.user_id)
    if credential.user_id is not None and by_others:
        notice_send(
            REVOKED,
            readers=actors_of({credential.user_id}),
            about=credential.pk,
            key=f"event:{event_id}",
        )
