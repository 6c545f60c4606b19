"""What is recommended to a reader for the listings that they stand by, and not answered yet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.kinds import KINDS
from backend.catalog.models import Listing, Status
from backend.pairings.models import Pairing, Side
from backend.pairings.reasons import Brief, pairing_briefs
from backend.pairings.rules import DECIDE
from backend.pairings.selectors import pairings_to_answer

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
    """A pairing as a row, and what of the reader's own it is for."""

    brief: Brief
    own: str


def recommendations_of(actor: Actor, kind: str) -> list[Recommendation]:
    """What of a kind waits for this reader's answer, best first as they may know it, but within a level
    no more than RUNNING of one organisation in a row."""
    theirs = _theirs(kind)
    found = list(_unanswered(actor, kind)[:READ])
    chosen = [
        pairing
        for _level, level in groupby(found, attrgetter("seen_level"))
        for pairing in spread(
            list(level), lambda pairing: pairing.listing_of(theirs).owner_id, RUNNING
        )
    ]
    rows = chosen[:MOST]
    own = [pairing.listing_of(theirs.other) for pairing in rows]
    briefs = pairing_briefs(rows, actor, seen_from=[listing.pk for listing in own])
    return [Recommendation(brief, of.title) for brief, of in zip(briefs, own, strict=True)]


def recommendation_counts(actor: Actor) -> dict[str, int]:
    """Kind → how many wait for this reader's answer; only kinds that can fit what they answer for."""
    decided = DECIDE.query(actor, organisation="owner", contact="contact")
    own = Listing.objects.filter(decided, status=Status.PUBLISHED)
    kinds = set(own.order_by().values_list("kind", flat=True).distinct())
    return {kind: _unanswered(actor, kind).count() for kind in TABS if KINDS[kind].partners & kinds}


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
    return pairings_to_answer(actor, theirs.other).filter(**{f"{theirs}__kind": kind})
