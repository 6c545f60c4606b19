"""Signatures of Standard Webhooks: HMAC-SHA256 over id, timestamp and body."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable


def signatures(secrets: Iterable[str], message_id: str, timestamp: int, body: str) -> str:
    """The value of ``webhook-signature``: one signature for each secret, blank-separated."""
    return " ".join(_signature(secret, message_id, timestamp, body) for secret in secrets)


def _signature(secret: str, message_id: str, timestamp: int, body: str) -> str:
    key = b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.{body}".encode()
    return f"v1,{b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()}"
