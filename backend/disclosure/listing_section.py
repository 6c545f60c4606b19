"""Asking for what a listing shows in confidence, and who has it, on the listing's page."""

from __future__ import annotations

from typing import Any

from backend.accounts.actors import Actor
from backend.catalog.models import Disclosure, Listing
from backend.catalog.sections import Section

from . import rules
from .models import AccessRequest
from .selectors import readings_of, request_of, requests_of

State = AccessRequest.State
ROWS = 5


def _section(actor: Actor, listing: Listing) -> dict[str, Any] | None:
    """For its owner who waits and who has read; for others how to ask, or how it stands."""
    if listing.disclosure != Disclosure.CONFIDENTIAL or not actor.signed_in:
        return None
    if rules.decides_for(actor, listing):
        requests = list(requests_of(listing)[: ROWS * 4])
        return {
            "listing": listing,
            "owner": True,
            "waiting": [one for one in requests if one.state == State.ASKED],
            "holding": [one for one in requests if one.state == State.GRANTED],
            "readings": readings_of(listing)[:ROWS],
        }
    if actor.belongs_to(listing.owner_id) or actor.organisation_id is None:
        return None
    asked = request_of(listing, actor.organisation_id)
    may_ask = rules.may_ask(actor, listing) and (asked is None or asked.state not in asked.OPEN)
    if asked is None and not may_ask:
        return None
    return {"listing": listing, "owner": False, "asked": asked, "may_ask": may_ask}


SECTION = Section(name="access", template="disclosure/_of_listing.html", context=_section, order=20)
