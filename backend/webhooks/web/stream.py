"""Events of the organisation acted for as they come: server-sent events for clients of the API."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib import import_module
from threading import Lock

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from backend.accounts.actors import actor_in
from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.core.api.problems import problem_response
from backend.core.errors import NotFound, TooMany
from backend.webhooks.models import Occurrence
from backend.webhooks.selectors import occurrences_of

PAUSE = 1.0  # seconds between looks
QUIET = 15.0  # after which a line without meaning keeps the connection
MOST = 100  # events a look
EACH = 3  # streams of one person in one process

_open: Counter[int] = Counter()  # streams by person
_counting = Lock()


@require_GET
def events(request: HttpRequest) -> HttpResponseBase:
    """What comes after ``Last-Event-ID`` (or ``?after=``), without one what comes from now on."""
    actor = actor_in(request)
    if not actor.signed_in:
        return problem_response(403, "not_authenticated", _("Sign in first."))
    newest = occurrences_of(actor).order_by("-pk").values_list("pk", flat=True).first() or 0
    asked = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    known = asked.isascii() and asked.isdecimal() and len(asked) < 19
    if _full(actor.person):
        raise TooMany(_("Too many streams are open; ask for the list of events instead."))
    reader = _Reader(actor.person, actor.organisation_id or 0, request.session.session_key or "")
    stream = _stream(reader, int(asked) if known else newest)
    response = StreamingHttpResponse(stream, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads, for which organisation, by which session."""

    person: int
    organisation_id: int
    session_key: str


def _full(person: int) -> bool:
    return _open[person] >= EACH or _open.total() >= settings.EVENT_STREAMS


def _enter(person: int) -> bool:
    with _counting:
        if _full(person):
            return False
        _open[person] += 1
        return True


def _leave(person: int) -> None:
    with _counting:
        _open[person] -= 1
        if not _open[person]:
            del _open[person]


async def _stream(reader: _Reader, after: int) -> AsyncIterator[str]:
    """Events and signs of life, until the time is over or the reader may no longer know."""
    # Counted where it begins: what a client left before that holds no place.
    if not _enter(reader.person):
        return
    began = spoke = time.monotonic()
    try:
        yield "retry: 2000\n\n"
        while time.monotonic() - began < settings.EVENT_STREAM_SECONDS:
            found = await sync_to_async(_since)(reader, after)
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
        _leave(reader.person)


def _since(reader: _Reader, after: int) -> list[Occurrence] | None:
    """What came since, by the rights of this moment; None where there are none any more, nor a session:
    it was ended, expired, or outlived a change of the password."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(reader.session_key)
    user = get_user(request)
    if not isinstance(user, User) or user.pk != reader.person:
        return None
    actor = actor_of(user, organisation_id=reader.organisation_id)
    if actor.organisation_id != reader.organisation_id:
        return None
    try:
        return list(occurrences_of(actor, after=after)[:MOST])
    except NotFound:
        return None
