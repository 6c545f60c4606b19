"""Answers “why not?”: a need and any offer, judged on the spot for one reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.selectors import listing_visible_to
from backend.core.errors import NotFound, NotPermitted
from backend.discovery.encoding import encodings_ensure
from backend.discovery.releases import release_in_force
from backend.pairings.models import Pairing, Side
from backend.pairings.rules import stands_by
from backend.pairings.selectors import pairings_followed_by, pairings_of_listing
from matching import facade as matching
from matching.contracts import Level, Reason

from .pairing import KEEP, fit_of
from .profiles import profiles_for_reader


class Obstacle(StrEnum):
    """What keeps an offer from a need's list of recommendations."""

    NONE = "none"  # it is recommended
    DECLINED = "declined"
    OFF_MARKET = "off_market"
    SAME_OWNER = "same_owner"
    CONDITION = "condition"  # it breaks what one of the two requires
    WEAK = "weak"
    CROWDED = "crowded"  # enough better ones stand before it
    NOT_FOUND = "not_found"  # it fits, but the last match did not come across it


@dataclass(frozen=True, slots=True)
class Examination:
    """``pairing`` is as the matcher sees the two now, within the reader's rights, and not saved;
    ``held`` the recommendation that there is; ``better`` how many stand before it. ``broken`` are
    the required conditions that it breaks, ``required`` names what each side requires: both as far
    as the reader may know.
    """

    pairing: Pairing
    held: Pairing | None
    obstacle: Obstacle
    better: int
    broken: Sequence[Reason]
    required: Mapping[Side, frozenset[str]]
    summary_only: bool


def pair_examine(*, actor: Actor, need_id: int, offer_id: int) -> Examination:
    """Judge a need and an offer for whoever stands by the need; stores no pairing.

    An offer whose details the actor may not read is judged by its summary tier alone. Raises
    NotFound, NotPermitted.
    """
    need, offer = listing_visible_to(actor, need_id), listing_visible_to(actor, offer_id)
    if not need.type.seeks or offer.kind not in need.type.partners:
        raise NotFound(_("Choose an achievement or an expert to compare with the need."))
    if not stands_by(actor, need):
        raise NotPermitted(
            _("Only the need's own people may ask why something is not recommended.")
        )
    release = release_in_force()
    encodings_ensure([need.pk, offer.pk], encoder=release.encoder_version)
    wanted, offered = profiles_for_reader([need, offer], encoder=release.encoder_version)
    broken = [r for gone in matching.removed(wanted, [offered]) for r in gone.reasons]
    # How well it fits is told of a pair that is left out, too.
    sides = [replace(side, required=frozenset()) for side in (wanted, offered)]
    (pair,) = matching.rank(sides[0], sides[1:], release.ranker, explain=1)
    pairing = Pairing(need=need, offer=offer, release=release.name)
    pairing.fit_put(fit_of(pair), {})
    held = pairings_followed_by(actor).filter(need=need, offer=offer).first()
    listed = pairings_of_listing(actor, need.pk)
    above = {"seen_probability__gt": pairing.probability}
    better = listed.filter(**above).exclude(offer=offer)
    before = better.count()
    recommended = held is not None and listed.filter(pk=held.pk).exists()
    return Examination(
        pairing=pairing,
        held=held,
        obstacle=_obstacle(pairing, held, before, broken, recommended=recommended),
        better=before,
        broken=broken,
        required={Side.NEED: wanted.required, Side.OFFER: offered.required},
        summary_only=not offer.details_readable,  # type: ignore[attr-defined]
    )


def _obstacle(
    pairing: Pairing,
    held: Pairing | None,
    before: int,
    broken: Sequence[Reason],
    *,
    recommended: bool,
) -> Obstacle:
    found = {
        Obstacle.DECLINED: held is not None and held.declined_by is not None,
        Obstacle.NONE: recommended,
        Obstacle.OFF_MARKET: not (pairing.need.published and pairing.offer.published),
        Obstacle.SAME_OWNER: pairing.need.owner_id == pairing.offer.owner_id,
        Obstacle.CONDITION: bool(broken),
        Obstacle.WEAK: pairing.level == Level.WEAK,
        Obstacle.CROWDED: before >= KEEP,
    }
    return next((obstacle for obstacle, stands in found.items() if stands), Obstacle.NOT_FOUND)
