"""What people are told of their certificates."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Credential
from .selectors import certificates_known


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Credential]:
    return certificates_known(actor).in_bulk(ids)


def _title(credential: Credential) -> str:
    return _("%(person)s for %(organisation)s") % {
        "person": credential.user,
        "organisation": named(credential.organisation),
    }


SIGNING = Topic(name="signing", words=gettext_lazy("Signing certificates"))
CERTIFICATE = About(
    name="certificate",
    read=_known,
    url=lambda credential: reverse("certificates"),
    title=_title,
    topic=SIGNING,
)
REVOKED = NoticeKind(
    name="certificate_revoked",
    label=gettext_lazy("My signing certificate is revoked"),
    about=CERTIFICATE,
    importance=Importance.RESULT,
    sentence=lambda credential, payload: (
        _("Your signing certificate was revoked: %(why)s")
        % {"why": credential.get_revoked_reason_display()}
    ),
    tone="no",
)

notices_register(REVOKED)
