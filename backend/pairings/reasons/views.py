"""A pairing as one reader may see it: for its page, and in brief for lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.templatetags.people import named
from backend.catalog.models import SOLVED, Listing, Status
from backend.pairings.models import Decision, Fit, Pairing, Side
from backend.pairings.rules import side_for, sides_followed

from .counterfactuals import levels_without
from .indicators import Indicators, indicators_of
from .lines import Line, Lines, lines_of, spans_shown
from .passages import Excerpt, Readable, excerpts, readables
from .words import LEVELS, listed


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of the page. ``listing`` is None where the reader may not even read its summary."""

    side: Side
    listing: Listing | None
    owner: Organisation
    title: str
    details: bool
    excerpts: tuple[Excerpt, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class PairingView:
    """Everything the page shows of why. ``since`` is when it was first recommended to the reader,
    ``current`` whether it still is.
    """

    since: datetime | None
    current: bool
    level: str
    level_label: object
    need: SideView
    offer: SideView
    lines: Lines
    indicators: Indicators


@dataclass(frozen=True, slots=True)
class Brief:
    """A row of a list: the other side as this reader sees it, and the first reason.

    ``partner`` is None for who stands on neither side: brokers and operators see both titles.
    """

    pairing: Pairing
    score: float
    level: str
    level_label: object
    title: str
    owner: str
    kind: str
    partner: Side | None
    indicators: Indicators
    reason: Line | None
    waits_for_me: bool
    answered: bool  # the reader's own side accepted, the other has not answered
    whole: bool  # both titles may be read
    over: str  # why nothing can be decided: what became of a listing; or empty
    settled: str  # "accepted" by both, "ended" after that, "declined", or empty


def pairing_view(pairing: Pairing, actor: Actor) -> PairingView:
    """Render a pairing for its page, within what the actor may read."""
    known = readables(actor, [pairing.need_id, pairing.offer_id])
    need, offer = known[pairing.need_id], known[pairing.offer_id]
    sides = {Side.NEED: need, Side.OFFER: offer}
    fit = fit_for(pairing, sides)
    followed = sides_followed(actor, pairing)
    indicators = indicators_of(fit.indicators, need, offer)
    if need.details and not indicators.rows and not pairing.offer.type.has_indicators:
        names = pairing.need.indicators.values_list("name", flat=True)
        indicators = replace(indicators, unasked=listed(list(names)))
    return PairingView(
        since=min(filter(None, map(pairing.listed_since, followed)), default=None),
        current=any(map(pairing.recommended_to, followed)),
        level=fit.level,
        level_label=LEVELS.get(fit.level, fit.level),
        need=_side(pairing, Side.NEED, sides, fit, actor),
        offer=_side(pairing, Side.OFFER, sides, fit, actor),
        lines=lines_of(fit.reasons, sides, levels_without(pairing, fit)),
        indicators=indicators,
    )


def fit_for(pairing: Pairing, sides: Mapping[Side, Readable]) -> Fit:
    """How the two fit by what the reader may read of them; ``seen_probability`` is its SQL."""
    reads = [side for side in Side if sides[side].details]
    return pairing.fit_of(None if len(reads) == 2 else reads[0] if reads else Side.OFFER)


def pairing_brief(pairing: Pairing, actor: Actor) -> Brief:
    """One pairing as a row of a list; for several use ``pairing_briefs``, which reads once."""
    return pairing_briefs([pairing], actor)[0]


def pairing_briefs(
    pairings: Iterable[Pairing], actor: Actor, *, seen_from: Collection[int] = ()
) -> list[Brief]:
    """Pairings as rows.

    ``seen_from`` are the listings whose page this is: the other one of each pair is the partner.
    """
    found: Sequence[Pairing] = list(pairings)
    known = readables(actor, {pk for p in found for pk in (p.need_id, p.offer_id)})
    return [_brief(p, actor, known, seen_from) for p in found]


def _brief(
    pairing: Pairing, actor: Actor, known: dict[int, Readable], seen_from: Collection[int]
) -> Brief:
    sides = {Side.NEED: known[pairing.need_id], Side.OFFER: known[pairing.offer_id]}
    partner = _partner(pairing, actor, seen_from)
    fit = fit_for(pairing, sides)
    titles = {side: _title(sides[side], pairing.listing_of(side)) for side in Side}
    shown = pairing.listing_of(partner or Side.OFFER)
    return Brief(
        pairing=pairing,
        score=fit.score,
        level=fit.level,
        level_label=LEVELS.get(fit.level, fit.level),
        title=titles[partner] if partner else f"{titles[Side.NEED]} ↔ {titles[Side.OFFER]}",
        owner=named(shown.owner)
        if partner
        else f"{named(pairing.need.owner)} ↔ {named(pairing.offer.owner)}",
        kind=shown.kind,
        partner=partner,
        indicators=indicators_of(fit.indicators, sides[Side.NEED], sides[Side.OFFER]),
        reason=lines_of(fit.reasons, sides).headline,
        waits_for_me=waits_for(actor, pairing),
        answered=partner is not None
        and pairing.decision_of(partner.other) == Decision.ACCEPTED
        and pairing.decision_of(partner) == Decision.OPEN,
        whole=all(side.listing is not None for side in sides.values()),
        over=_over(pairing, partner),
        settled=_settled(pairing),
    )


def waits_for(actor: Actor, pairing: Pairing) -> bool:
    """Whether the other side accepted and the actor may now decide for theirs."""
    side = side_for(actor, pairing)
    return (
        side is not None
        and pairing.decision_of(side) == Decision.OPEN
        and pairing.decision_of(side.other) == Decision.ACCEPTED
    )


def _partner(pairing: Pairing, actor: Actor, seen_from: Collection[int]) -> Side | None:
    here = [side for side in Side if pairing.listing_of(side).pk in seen_from]
    if len(here) == 1:
        return here[0].other
    acting = actor.organisation_id
    if acting in {pairing.need.owner_id, pairing.offer.owner_id}:
        return Side.OFFER if acting == pairing.need.owner_id else Side.NEED
    if actor.belongs_to(pairing.need.owner_id):
        return Side.OFFER
    return Side.NEED if actor.belongs_to(pairing.offer.owner_id) else None


def _settled(pairing: Pairing) -> str:
    if pairing.agreed:
        return "accepted" if pairing.in_talks else "ended"
    return "declined" if pairing.declined_by is not None else ""


def _side(
    pairing: Pairing, side: Side, known: Mapping[Side, Readable], fit: Fit, actor: Actor
) -> SideView:
    listing, readable = pairing.listing_of(side), known[side]
    spans = [*spans_shown(fit.reasons, known), *_indicator_spans(fit)]
    return SideView(
        side=side,
        listing=readable.listing,
        owner=listing.owner,
        title=_title(readable, listing),
        details=readable.details,
        excerpts=excerpts(readable, [s for s in spans if s["side"] == side])
        if readable.listing
        else (),
        mine=actor.belongs_to(listing.owner_id),
    )


def _indicator_spans(fit: Fit) -> list[Mapping[str, Any]]:
    return [check["span"] for check in fit.indicators if check.get("span")]


def _title(readable: Readable, listing: Listing) -> str:
    if readable.listing:
        return readable.listing.title
    if _solved(listing):
        return _("Need closed as solved")
    return _("Closed listing") if listing.status == Status.CLOSED else _("Withdrawn listing")


def _solved(listing: Listing) -> bool:
    return listing.status == Status.CLOSED and listing.closing_reason in SOLVED


def _over(pairing: Pairing, partner: Side | None) -> str:
    if _settled(pairing):
        return ""
    other = partner or Side.NEED
    both = (pairing.listing_of(other), pairing.listing_of(other.other))
    gone = next((listing for listing in both if not listing.published), None)
    if gone is None:
        return ""
    return _("solved") if _solved(gone) else str(Status(gone.status).label)
