"""What hosts, members and units are told of registers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Registered
from .selectors import registered_readable_by


def _read(actor: Actor, ids: Collection[int]) -> Mapping[int, Registered]:
    return registered_readable_by(actor).in_bulk(ids)


def _said(registered: Registered, payload: Mapping[str, Any]) -> str:
    words = {
        Registered.State.PROPOSED: _("%(host)s asks to register it"),
        Registered.State.LISTED: _("%(unit)s registered it"),
        Registered.State.DECLINED: _("%(unit)s did not register it"),
        Registered.State.REMOVED: _("%(unit)s took it off the register"),
    }[Registered.State(registered.state)]
    return words % {"host": named(registered.host), "unit": named(registered.unit)}


REGISTERED = About(
    name="registered",
    read=_read,
    url=lambda registered: reverse("registered", args=[registered.pk]),
    title=lambda registered: registered.name,
    topic=Topic(name="registers", words=gettext_lazy("Platforms and alliances")),
)
MOVED = NoticeKind(
    name="registered_moved",
    label=gettext_lazy("What becomes of a platform, alliance or carrier of ours"),
    about=REGISTERED,
    importance=Importance.RESULT,
    sentence=_said,
)
NAMED = NoticeKind(
    name="registered_member_named",
    label=gettext_lazy("We are named as a member"),
    about=REGISTERED,
    importance=Importance.TURN,
    sentence=lambda registered, payload: (
        _("%(host)s names you as a member") % {"host": named(registered.host)}
    ),
    mail=gettext_lazy("Read what it is and its charter, and agree."),
    tone="wait",
)

notices_register(MOVED, NAMED)
