"""Events of the organisation acted for as they come: server-sent events for clients of the API."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from threading import Lock

from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import HttpRequest, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.core.errors import NotFound, TooMany
from backend.webhooks.models import Occurrence
from backend.webhooks.selectors import occurrences_of

PAUSE = 1.0  # seconds between looks
QUIET = 15.0  # after which a line without meaning keeps the connection
MOST = 100  # events a look

_open = 0
_counting = Lock()


@require_safe
def events(request: HttpRequest) -> HttpResponseBase:
    """What comes after ``Last-Event-ID`` (or ``?after=``), without one what comes from now on."""
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.signed_in:
        told = {"code": "not_authenticated", "message": _("Sign in first.")}
        return JsonResponse(told, status=403)
    newest = occurrences_of(actor).order_by("-pk").values_list("pk", flat=True).first() or 0
    asked = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    known = asked.isascii() and asked.isdecimal() and len(asked) < 19
    stream = _stream(actor.person, actor.organisation_id, int(asked) if known else newest)
    _enter()
    response = StreamingHttpResponse(stream, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def _enter() -> None:
    global _open
    with _counting:
        if _open >= settings.EVENT_STREAMS:
            raise TooMany(_("Too many streams are open; ask for the list of events instead."))
        _open += 1


def _leave() -> None:
    global _open
    with _counting:
        _open -= 1


async def _stream(person: int, organisation_id: int, after: int) -> AsyncIterator[str]:
    """Events and signs of life, until the time is over or the reader may no longer know."""
    began = spoke = time.monotonic()
    try:
        yield "retry: 2000\n\n"
        while time.monotonic() - began < settings.EVENT_STREAM_SECONDS:
            found = await sync_to_async(_since)(person, organisation_id, after)
            if found is None:
                return
            for row in found:
                yield f"id: {row.pk}\nevent: {row.kind}\ndata: {row.body}\n\n"
                after, spoke = row.pk, time.monotonic()
            if time.monotonic() - spoke > QUIET:
                yield ": \n\n"
                spoke = time.monotonic()
            await asyncio.sleep(PAUSE)
    finally:
        _leave()


def _since(person: int, organisation_id: int, after: int) -> list[Occurrence] | None:
    """What came since, by the rights of this moment; None where there are none any more."""
    user = User.objects.filter(pk=person, is_active=True).first()
    actor = actor_of(user, organisation_id=organisation_id)
    if actor.organisation_id != organisation_id:
        return None
    try:
        return list(occurrences_of(actor, after=after)[:MOST])
    except NotFound:
        return None
