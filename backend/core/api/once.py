"""A request that bears an Idempotency-Key is done once; repeated, it is answered as the first time.

The key is reserved before anything is done and kept with what was answered. A refusal changed nothing
and frees its key. Where a process died in between the key stays reserved: whoever repeats the request is
told to look first, since nobody knows whether it was done.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from backend.core.errors import KeyReused, StillUnfinished
from backend.core.models import KeptAnswer

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
LONGEST = 200


class Answered(Exception):
    """The request was done before; ``response`` is what was answered."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


def key_reserve(request: Request, person: int) -> KeptAnswer | None:
    """Reserve the request's key for it; None where it bears none.

    Raises Answered where it was done before, KeyReused where the key stands for another request,
    StillUnfinished where the first one has no answer, ValidationError for what is no key.
    """
    key = request.headers.get(HEADER)
    if key is None or request.method != "POST":
        return None
    if not (0 < len(key) <= LONGEST and key.isascii() and key.isprintable()):
        raise ValidationError({HEADER: [_("Send from 1 to 200 printable ASCII characters.")]})
    digest = _digest(request)
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(person=person, key=key, digest=digest)
    except IntegrityError:
        kept = KeptAnswer.objects.filter(person=person, key=key).first()
    if kept is None or (kept.status is None and kept.digest == digest):
        words = _("The first request with this key has no answer yet. Look whether it was done.")
        raise StillUnfinished(words)
    if kept.digest != digest:
        raise KeyReused(_("This key was sent with other content. Use a new key for a new request."))
    response = Response(json.loads(kept.body), status=kept.status)
    response[REPLAYED] = "true"
    raise Answered(response)


def key_settle(kept: KeptAnswer, response: Response | None) -> None:
    """Keep what was answered; where nothing was done the key is free again."""
    if response is None or response.status_code >= 400:
        kept.delete()
        return
    kept.status = response.status_code
    kept.body = JSONRenderer().render(response.data).decode() or "null"
    kept.save()


def _digest(request: Request) -> str:
    """Of all that makes the request what it is."""
    found = hashlib.sha256(request.get_full_path().encode())
    if (request.content_type or "").startswith("multipart/"):
        for name, value in _parts(request.data):
            found.update(f"\x00{name}\x00".encode())
            found.update(value)
    else:
        found.update(request.body)
    return found.hexdigest()


def _parts(data: Any) -> list[tuple[str, bytes]]:
    parts: list[tuple[str, bytes]] = []
    for name in sorted(data):
        for value in data.getlist(name):
            if hasattr(value, "read"):
                parts.append((name, hashlib.sha256(value.read()).digest()))
                value.seek(0)
            else:
                parts.append((name, str(value).encode()))
    return parts
