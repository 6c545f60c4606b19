"""What is recommended to a reader for the listings that they stand by, and not answered yet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import party_query
from backend.catalog.kinds import KINDS
from backend.pairings.lifecycle import PAIRING
from backend.pairings.models import Decision, Pairing, Side
from backend.pairings.reasons import Brief, pairing_briefs
from backend.pairings.selectors import pairings_open_for

MOST = 30  # on the page; what is answered makes room
READ = 200  # the best, out of which those are put in order
RUNNING = 2  # of one organisation, one after the other

T = TypeVar("T")
TABS = {
    "achievement": _("Achievements for my needs"),
    "expert": _("Experts for my needs"),
    "need": _("Needs for what I offer"),
}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A pairing as a row, what of the reader's own it is for, and whether they may answer it."""

    brief: Brief
    own: str
    may_answer: bool


def recommendations_of(actor: Actor, kind: str) -> list[Recommendation]:
    """What of a kind is recommended and unanswered, best first as the reader may know it, but no more
    than RUNNING of one organisation in a row."""
    found = list(_unanswered(actor, kind)[:READ])
    chosen = spread(found, lambda pairing: pairing.listing_of(_theirs(kind)).owner_id, RUNNING)
    rows = chosen[:MOST]
    own = [pairing.listing_of(_theirs(kind).other).pk for pairing in rows]
    briefs = pairing_briefs(rows, actor, seen_from=own)
    return [_recommendation(actor, kind, brief) for brief in briefs]


def recommendation_counts(actor: Actor) -> dict[str, int]:
    """Kind → how many are recommended and unanswered; kinds without any left out."""
    counted = {
        kind: _unanswered(actor, kind).order_by().aggregate(n=Count("pk"))["n"] for kind in TABS
    }
    return {kind: n for kind, n in counted.items() if n}


def spread(rows: Sequence[T], key: Callable[[T], Hashable], most: int) -> list[T]:
    """The rows in their order, but the best of another key first where ``most`` of one came last; a
    key that is alone at the end stays whole."""
    left, found = list(rows), list[T]()
    while left:
        last = {key(row) for row in found[-most:]}
        full = len(found) >= most and len(last) == 1
        place = next((n for n, row in enumerate(left) if key(row) not in last), 0) if full else 0
        found.append(left.pop(place))
    return found


def _theirs(kind: str) -> Side:
    """The side on which listings of a kind stand."""
    return Side.NEED if KINDS[kind].seeks else Side.OFFER


def _unanswered(actor: Actor, kind: str) -> QuerySet[Pairing]:
    theirs = _theirs(kind)
    mine = theirs.other
    party = party_query(actor, organisations=[f"{mine}__owner"], people=[f"{mine}__broker"])
    wanted = {
        f"{theirs}__kind": kind,
        f"{mine}_decision": Decision.OPEN,
        f"{mine}_superseded": False,
        f"{mine}_listed_at__isnull": False,
    }
    return pairings_open_for(actor).filter(party, **wanted)


def _recommendation(actor: Actor, kind: str, brief: Brief) -> Recommendation:
    acts = {step.act for step in PAIRING.open_to(brief.pairing, actor)}
    own = brief.pairing.listing_of(_theirs(kind).other)
    return Recommendation(brief, own.title, {"accept", "decline"} <= acts)
