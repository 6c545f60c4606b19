"""Requests to read in confidence, for tests."""

from __future__ import annotations

from typing import Any

from backend.accounts.models import User
from backend.catalog.models import Listing
from backend.disclosure.models import AccessRequest
from backend.disclosure.services import access_ask
from tests import factories
from tests.factories import Market, actor

SECRET = "zirconiasecret"


def hidden(by: User, **values: Any) -> Listing:
    """An achievement that shows its details to partners alone."""
    given = {"abstract": f"采用 {SECRET} 工艺。", "disclosure": "confidential"}
    return factories.achievement(by, **given | values)


def ask(by: User, listing: Listing, **values: Any) -> AccessRequest:
    """Somebody asks for its details."""
    given = {"purpose": "评估能否用于新机型的散热", "days": 30}
    return access_ask(actor=actor(by), listing_id=listing.pk, **given | values)


def asked(market: Market) -> AccessRequest:
    """The enterprise asks the university's office."""
    return ask(market.buyer, hidden(market.office))
