"""Who is told of certificates."""

from __future__ import annotations

from backend.accounts.selectors import actors_of
from backend.core.notices import notice_send

from .events import CertificateRevoked
from .models import Credential
from .notices import REVOKED


def certificate_revoked_notify(event: CertificateRevoked, event_id: int) -> None:
    """The holder, unless he revoked it himself."""
    credential = Credential.objects.get(pk=event.certificate_id)
    if credential.user_id is not None and credential.user_id != credential.revoked_by_id:
        notice_send(
            REVOKED,
            readers=actors_of({credential.user_id}),
            about=credential.pk,
            key=f"event:{event_id}",
        )
