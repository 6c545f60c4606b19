"""Areas of the API that a token may be limited to, by the first part of an address below /api/v1/."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Area → its words and its addresses. An address that stands nowhere opens to tokens for all areas.
AREAS: Mapping[str, tuple[Promise, frozenset[str]]] = {
    "listings": (
        _("Needs, achievements, experts, services and profiles"),
        frozenset({"needs", "achievements", "experts", "services", "profiles"}),
    ),
    "pairings": (
        _("Pairings, searches and follows"),
        frozenset({"pairings", "introductions", "saved-searches", "follows", "access-requests"}),
    ),
    "deals": (
        _("Deals, terms, contracts and their delivery"),
        frozenset(
            {
                *("deals", "meetings", "terms", "contracts", "delivery", "signing"),
                *("registration", "brokerage", "ownership"),
            }
        ),
    ),
    "money": (_("Payments and accounts of the ledger"), frozenset({"payments", "ledger"})),
    "people": (
        _("Organisations, members and the inbox"),
        frozenset(
            {
                *("me", "organisations", "invitations", "join-requests", "applications"),
                *("inbox", "tasks"),
            }
        ),
    ),
    "subjects": (_("Files, messages and versions"), frozenset({"subjects", "files"})),
    "events": (_("Webhooks and the event stream"), frozenset({"webhooks", "events"})),
}


def area_of(path: str) -> str:
    """The area of an address below /api/v1/; empty where it is in none."""
    first = path.removeprefix("/api/v1/").split("/", 1)[0]
    return next((name for name, (_words, parts) in AREAS.items() if first in parts), "")
