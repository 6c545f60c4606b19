"""A listing as the exchange tells of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from backend.catalog.models import Listing
from backend.catalog.public_form import public_form
from backend.core.characters import legible

FORMAT = "tiqiao-listing/1"


def market_id() -> str:
    """What this market is called among markets: a setting, or the host of its address."""
    return settings.MARKET_ID or urlsplit(settings.PUBLIC_URL).hostname or "tiqiao"


def identifier_of(listing: Listing) -> str:
    """The identifier of a listing that is at home here."""
    return f"oai:{market_id()}:{listing.kind}/{listing.pk}"


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a listing: under which name, from which market, and its body; None: it is gone."""

    identifier: str
    home: str
    body: dict[str, Any] | None

    @property
    def body_hash(self) -> str:
        """SHA-256 of the body, the same wherever it is reckoned."""
        return hash_of(self.body)


def told_of(listing: Listing) -> Told:
    """What the exchange tells of a listing now; one from elsewhere keeps its name and home."""
    body = public_form(listing)
    body = legible(body) if body else None
    origin = getattr(listing, "origin", None)
    if origin is None:
        return Told(identifier_of(listing), market_id(), body)
    if body is not None:
        body |= {"url": origin.url or body["url"], "owner": body["owner"] | origin.owner}
    return Told(origin.identifier, origin.home, body)


def hash_of(body: Mapping[str, Any] | None) -> str:
    """SHA-256 of a body in one way of writing; empty for what is gone."""
    if body is None:
        return ""
    written = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
