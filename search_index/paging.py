"""Cursors: where a list goes on beyond its fused beginning, sealed for the one query it belongs to."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass

from .contracts import InvalidQuery, SearchQuery
from .kinds import kinds_asked

LONGEST = 20_000  # characters; a point in time of a wide cluster is named at length
REMEDY = "belongs to another search or was changed: search again"


@dataclass(frozen=True, slots=True)
class Cursor:
    """After which sort values to go on, what was shown, and the store's point in time.

    ``ceiling`` is the lowest score shown: none that follows is higher.
    """

    key: tuple[float, ...]
    shown: int
    ceiling: float
    point: str


def sealed(cursor: Cursor, query: SearchQuery, secret: bytes) -> str:
    """The cursor as text that nobody can make or change."""
    body = json.dumps([cursor.key, cursor.shown, cursor.ceiling, cursor.point]).encode()
    return base64.urlsafe_b64encode(_seal(body, query, secret) + body).decode()


def opened(query: SearchQuery, secret: bytes) -> Cursor:
    """The query's cursor. Raises InvalidQuery where it is of another query or was changed."""
    try:
        held = base64.urlsafe_b64decode(query.cursor[:LONGEST].encode())
    except ValueError:
        raise InvalidQuery("cursor", REMEDY) from None
    seal, body = held[:32], held[32:]
    if not hmac.compare_digest(seal, _seal(body, query, secret)):
        raise InvalidQuery("cursor", REMEDY)
    key, shown, ceiling, point = json.loads(body)
    return Cursor(tuple(key), shown, ceiling, point)


def _seal(body: bytes, query: SearchQuery, secret: bytes) -> bytes:
    """Over the cursor and all of the query that decides its list; the size of a page does not."""
    asked = [
        query.text,
        sorted(query.audience),
        sorted(kinds_asked(query.kinds)),
        sorted((name, sorted(values)) for name, values in query.filters.items()),
        query.newest_first,
        query.vector.encoder_version if query.vector else "",
    ]
    return hmac.digest(secret, json.dumps(asked).encode() + b"\0" + body, hashlib.sha256)
