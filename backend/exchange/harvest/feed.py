"""Reads the feed of another installation of this product."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from backend.core.outgoing import get
from backend.exchange.models import Market

from .pages import MOST, SECONDS, Harvested, Page, Unreadable

LIMIT = 200


def page_of(market: Market, cursor: str) -> Page:
    """The page after a position. Raises Unreadable, Refused, Unanswered."""
    after = cursor or market.mark or "0"
    sign = "&" if "?" in market.address else "?"
    address = f"{market.address}{sign}{urlencode({'after': after, 'limit': LIMIT})}"
    answer = get(address, {"Accept": "application/json"}, seconds=SECONDS, most=MOST)
    if answer.status != 200:
        raise Unreadable(f"answered {answer.status}")
    try:
        told = json.loads(answer.text)
    except (ValueError, RecursionError):
        raise Unreadable("no JSON, or more than fits") from None
    if not isinstance(told, dict) or told.get("market") != market.market_id:
        raise Unreadable(f"this is not the feed of {market.market_id}")
    rows, onward = told.get("records"), told.get("next")
    if not isinstance(rows, list) or type(onward) is not int or onward < int(after):
        raise Unreadable("records or next are missing")
    if told.get("more") and onward == int(after):
        raise Unreadable("the same page for ever")
    mark = str(onward)
    return Page(tuple(map(_harvested, rows)), mark if told.get("more") else "", mark)


def _harvested(row: Any) -> Harvested:
    if not isinstance(row, dict) or not isinstance(row.get("identifier"), str):
        return Harvested("?", fault="a record without identifier")
    identifier, home = row["identifier"], row.get("home")
    if not isinstance(home, str) or not home:
        return Harvested(identifier, fault="it does not say where it is at home")
    if row.get("deleted") is True:
        return Harvested(identifier, home, deleted=True)
    body, kind = row.get("body"), row.get("kind")
    if not isinstance(body, dict) or not isinstance(kind, str):
        return Harvested(identifier, home, fault="a record without body")
    return Harvested(identifier, home, kind=kind, body=body)
