"""What people are told of webhooks that are not heard."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Endpoint
from .selectors import endpoint_of


def _managed(actor: Actor, ids: Collection[int]) -> Mapping[int, Endpoint]:
    found = {}
    for pk in ids:
        try:
            found[pk] = endpoint_of(actor, pk)
        except NotFound:
            continue
    return found


WEBHOOKS = Topic(name="webhooks", words=gettext_lazy("Webhooks"))
ENDPOINT = About(
    name="webhook_endpoint",
    read=_managed,
    url=lambda endpoint: reverse("webhook", args=[endpoint.pk]),
    title=lambda endpoint: endpoint.url,
    topic=WEBHOOKS,
)
FAILING = NoticeKind(
    name="webhook_failing",
    label=gettext_lazy("A webhook fails"),
    about=ENDPOINT,
    importance=Importance.NEWS,
    tone="wait",
    sentence=lambda endpoint, payload: _(
        "One of your webhooks is failing; delivery is retried for several days"
    ),
)
DISABLED = NoticeKind(
    name="webhook_disabled",
    label=gettext_lazy("A webhook is switched off"),
    about=ENDPOINT,
    importance=Importance.RESULT,
    tone="bad",
    sentence=lambda endpoint, payload: _("A webhook of yours was switched off"),
    mail=gettext_lazy("Its page says why; what waits goes out once you switch it on again."),
)

notices_register(FAILING, DISABLED)
