"""Reads another market by OAI-PMH 2.0, whole records or Dublin Core."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, ParseError, fromstring

from backend.catalog.kinds import KINDS
from backend.core.outgoing import get
from backend.exchange.formats import own
from backend.exchange.formats.dublin_core import DC
from backend.exchange.models import Market

from .pages import MOST, SECONDS, Harvested, Page, Unreadable

OAI = "{http://www.openarchives.org/OAI/2.0/}"
USUAL = "achievement"  # what a record is that does not say its kind


def page_of(market: Market, cursor: str) -> Page:
    """The page of a resumption token, or the first one since the last run. Raises Unreadable, Refused,
    Unanswered."""
    asked = {"verb": "ListRecords"}
    if cursor:
        asked["resumptionToken"] = cursor
    else:
        asked["metadataPrefix"] = (
            "oai_dc" if market.protocol == Market.Protocol.OAI_DC else "tiqiao"
        )
        if market.mark:
            asked["from"] = market.mark
    root = _asked(market, asked)
    mark = (root.findtext(f"{OAI}responseDate") or "").strip()
    error = root.find(f"{OAI}error")
    if error is not None:
        if error.get("code") == "noRecordsMatch":
            return Page((), "", mark)
        raise Unreadable(f"{error.get('code')}: {(error.text or '')[:200]}")
    listed = root.find(f"{OAI}ListRecords")
    if listed is None or not mark:
        raise Unreadable("neither records nor an error")
    token = (listed.findtext(f"{OAI}resumptionToken") or "").strip()
    if token and token == cursor:
        raise Unreadable("the same page for ever")
    return Page(tuple(_harvested(one, market) for one in listed.iter(f"{OAI}record")), token, mark)


def _asked(market: Market, asked: dict[str, str]) -> Element:
    sign = "&" if "?" in market.address else "?"
    answer = get(
        f"{market.address}{sign}{urlencode(asked)}",
        {"Accept": "text/xml"},
        seconds=SECONDS,
        most=MOST,
    )
    if answer.status != 200:
        raise Unreadable(f"answered {answer.status}")
    # No answer of the protocol declares a type; what does may swell without end.
    if "<!DOCTYPE" in answer.text or "<!ENTITY" in answer.text:
        raise Unreadable("an XML document with a type of its own")
    try:
        return fromstring(answer.text)  # noqa: S314 - entities were refused
    except (ParseError, ValueError, RecursionError):
        raise Unreadable("no XML, or more than fits") from None


def _harvested(record: Element, market: Market) -> Harvested:
    header = record.find(f"{OAI}header")
    identifier = (header.findtext(f"{OAI}identifier") or "").strip() if header is not None else ""
    if header is None or not identifier:
        return Harvested("?", fault="a record without identifier")
    home = _home(identifier, market)
    if header.get("status") == "deleted":
        return Harvested(identifier, home, deleted=True)
    metadata = record.find(f"{OAI}metadata")
    told = next(iter(metadata), None) if metadata is not None else None
    if told is None:
        return Harvested(identifier, home, fault="a record without metadata")
    if market.protocol == Market.Protocol.OAI_DC:
        body = _of_dublin_core(told)
        return Harvested(identifier, home, kind=body["kind"], body=body)
    try:
        named, body = own.read(told)
    except ValueError:
        return Harvested(identifier, home, fault="no record of this format")
    return Harvested(identifier, named or home, kind=body["kind"], body=body)


def _home(identifier: str, market: Market) -> str:
    """The market that an OAI identifier names; of any other, the market that it came from."""
    parts = identifier.split(":")
    return parts[1] if len(parts) > 2 and parts[0] == "oai" and parts[1] else market.market_id


def _of_dublin_core(root: Element) -> dict[str, Any]:
    def said(name: str) -> list[str]:
        return [part.text.strip() for part in root.iter(f"{{{DC}}}{name}") if part.text]

    kind = next((word for word in said("type") if word in KINDS), USUAL)
    texts = said("description")
    whole, summary = "\n\n".join(texts), texts[0][:1000] if texts else ""
    addresses = (word for word in said("identifier") if word.startswith(("https://", "http://")))
    long_text = KINDS[kind].texts[0]
    return {
        "kind": kind,
        "url": next(addresses, ""),
        "language": next(iter(said("language")), ""),
        "title": next(iter(said("title")), ""),
        "summary": summary,
        "owner": {"name": next(iter(said("creator")), "")},
        "details": {long_text: whole} if whole != summary else {},
        "region": next(iter(said("coverage")), ""),
    }
