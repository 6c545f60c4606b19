"""Calls and the contracts that came of them as OCDS 1.1 releases: only what everybody reads.

Identifiers begin with the prefix that the standard's registry gave the publisher, a setting; without one
with the market's name. What a visitor is not told (how many entered, prices, and of a contract more than
that it was signed) is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from backend.accounts.models import Organisation
from backend.challenges.models import Call, Entry
from backend.contracts.selectors import contracts_signed
from backend.exchange.documents import market_id

VERSION = "1.1"
State = Call.State
_TENDER = {
    State.POSTED: "active",
    State.CLOSED: "active",
    State.OPENED: "active",
    State.REVIEWING: "active",
    State.NOTICE: "active",
    State.AWARDED: "complete",
    State.COMPLETED: "complete",
    State.ENDED: "complete",
    State.FAILED: "unsuccessful",
    State.CANCELLED: "cancelled",
}


def release_package(
    releases: list[dict[str, Any]], address: str, published: datetime, further: str = ""
) -> dict[str, Any]:
    """The releases of a page as a package; ``further`` is the address of the next one."""
    found: dict[str, Any] = {
        "uri": settings.PUBLIC_URL + address,
        "version": VERSION,
        "publishedDate": published.isoformat(),
        "publisher": {"name": market_id(), "uri": settings.PUBLIC_URL + "/"},
        "publicationPolicy": settings.PUBLIC_URL + reverse("open_data"),
        "releases": releases,
    }
    return found | ({"links": {"next": settings.PUBLIC_URL + further}} if further else {})


def releases_of(calls: list[Call]) -> list[dict[str, Any]]:
    """Each call's release, with what was prefetched for it."""
    deals = {entry.deal_id for call in calls for entry in call.entries.all() if entry.deal_id}
    signed = contracts_signed().filter(deal_id__in=deals)
    contracted = set(signed.order_by().values_list("deal_id", flat=True))
    return [release_of(call, call.entries.all() if call.told else (), contracted) for call in calls]


def release_of(call: Call, winners: Iterable[Entry], contracted: Collection[int]) -> dict[str, Any]:
    """A call as it stands: tender, parties, awards, and contracts of those whose deal is among
    ``contracted``."""
    won = [entry for entry in winners if call.state != State.NOTICE]
    signed = [entry for entry in won if entry.deal_id in contracted]
    tags = ["tender" if call.edition == 1 else "tenderAmendment"]
    tags += ["award"] if won else []
    tags += ["contract"] if signed else []
    parties = {"": _reference(call.poster) | {"roles": ["buyer", "procuringEntity"]}}
    for entry in won:
        party = _supplier(entry)
        parties.setdefault(party["id"], party | {"roles": ["supplier"]})
    found: dict[str, Any] = {
        "ocid": f"{settings.OCDS_PREFIX or market_id()}-{call.number}",
        "id": f"{call.number}-{call.revision}",
        "date": call.updated_at.isoformat(),
        "tag": tags,
        "initiationType": "tender",
        "language": "zh",
        "parties": list(parties.values()),
        "buyer": _reference(call.poster),
        "tender": _tender(call),
    }
    if won:
        found["awards"] = [_award(call, entry) for entry in won]
    if signed:
        found["contracts"] = [_contract(call, entry) for entry in signed]
    return found


def _tender(call: Call) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": call.number,
        "title": call.title,
        "description": call.task,
        "status": _TENDER[State(call.state)],
        "procuringEntity": _reference(call.poster),
        "procurementMethod": "open",
        "procurementMethodDetails": str(call.type.words),
        "mainProcurementCategory": "services",
        "eligibilityCriteria": call.requirements,
        "submissionMethod": ["electronicSubmission"],
        "documents": [
            {
                "id": "call",
                "documentType": "tenderNotice",
                "title": call.title,
                "url": settings.PUBLIC_URL + reverse("call", args=[call.pk]),
                "format": "text/html",
                "language": "zh",
            }
        ],
    }
    if call.posted_at is not None:
        found["tenderPeriod"] = {
            "startDate": call.posted_at.isoformat(),
            "endDate": call.closes_at.isoformat(),
        }
    if call.budget is not None:
        found["value"] = {"amount": float(call.budget), "currency": call.currency}
    return {name: value for name, value in found.items() if value != ""}


def _award_id(call: Call, entry: Entry) -> str:
    return f"{call.number}-{entry.pk}"


def _award(call: Call, entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": _award_id(call, entry),
        "title": entry.title or call.title,
        "status": "cancelled" if entry.state == Entry.State.CUT else "active",
        "suppliers": [_supplier(entry)],
    }
    return found | ({"date": call.awarded_at.isoformat()} if call.awarded_at else {})


def _contract(call: Call, entry: Entry) -> dict[str, Any]:
    award = _award_id(call, entry)
    return {"id": f"{award}-contract", "awardID": award, "status": "active"}


def _reference(organisation: Organisation) -> dict[str, Any]:
    return {"id": f"organisation-{organisation.pk}", "name": organisation.name}


def _supplier(entry: Entry) -> dict[str, Any]:
    """Who won; of a person who entered alone the name that the public notice has."""
    if entry.organisation is not None:
        return _reference(entry.organisation)
    return {"id": f"entrant-{entry.pk}", "name": str(entry)}
