"""Stripe's scheme for signing webhooks: ``t=<seconds>,v1=<HMAC-SHA256 of "t.body">``."""

from __future__ import annotations

import hashlib
import hmac
import time

from .protocol import BadSignature

TOLERANCE = 300  # seconds that a message may be old, or ahead of our clock


def sign(body: bytes, secret: str, *, at: int | None = None) -> str:
    """The header for a body."""
    moment = int(time.time()) if at is None else at
    return f"t={moment},v1={_digest(body, secret, moment)}"


def check(body: bytes, header: str, secret: str) -> None:
    """Raise BadSignature unless the header is of this body, secret and time.

    The reasons: ``missing``, ``malformed``, ``wrong``, ``old``.
    """
    if not secret or not header:
        raise BadSignature("missing")
    parts = [part.partition("=") for part in header.split(",")]
    moments = [value for name, _sign, value in parts if name.strip() == "t"]
    signatures = [value for name, _sign, value in parts if name.strip() == "v1"]
    if not signatures or not moments or not moments[0].isascii() or not moments[0].isdigit():
        raise BadSignature("malformed")
    moment = int(moments[0][:15])
    expected = _digest(body, secret, moment)
    if not any(hmac.compare_digest(expected.encode(), each.encode()) for each in signatures):
        raise BadSignature("wrong")
    if abs(time.time() - moment) > TOLERANCE:
        raise BadSignature("old")


def _digest(body: bytes, secret: str, moment: int) -> str:
    signed = str(moment).encode() + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
