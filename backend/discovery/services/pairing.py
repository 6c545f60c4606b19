"""Finds the other side for listings on the market and proposes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db.models import Q

from backend.accounts.audiences import PUBLIC, REGISTERED
from backend.catalog.kinds import KINDS
from backend.catalog.models import Disclosure, Listing, Status
from backend.catalog.selectors import published_count
from backend.core.errors import Unavailable
from backend.discovery.encoding import encodings_ensure, vector_of
from backend.discovery.models import MatchRun
from backend.discovery.releases import InForce, release_in_force
from backend.pairings.models import Fit, Pairing, Side
from backend.pairings.services import Proposal, pairings_propose
from matching.contracts import Profile, ScoredPair
from search_index import facade as search_index
from search_index.contracts import CandidateQuery, IndexUnavailable

from .judging import Judged, Pairs, best_across, best_of_own, pairs_judge
from .profiles import Known, Profiles

KEEP = 20  # best pairings of a match
PUSH = 5  # what is new among so many best of a side is told at once
CANDIDATES = 200


def listings_match_now(listing_ids: Iterable[int], *, in_bulk: bool = False) -> int:
    """Match published listings against what is indexed; return how many pairings are new.

    ``in_bulk`` tells of them in one event (imports). Raises Unavailable where the index does not
    answer.
    """
    ids = list(listing_ids)
    release = release_in_force()
    encodings_ensure(ids, encoder=release.encoder_version)
    profiles = Profiles(release.encoder_version)
    waiting = {name for name in KINDS if published_count(name)}
    new = 0
    for listing in profiles.load(ids):
        if listing.type.partners & waiting:
            new += _match(listing, profiles, release, in_bulk=in_bulk)
        MatchRun.objects.update_or_create(
            listing=listing, defaults={"revision": listing.revision, "release": release.name}
        )
    return new


def _match(listing: Listing, profiles: Profiles, release: InForce, *, in_bulk: bool) -> int:
    (known,) = profiles.of([listing.pk])
    side = Side.NEED if listing.type.seeks else Side.OFFER
    held = {pairing.listing_of(side.other).pk: pairing for pairing in _held(listing)}
    found = candidates_by_side(known)
    partners = profiles.of([*found.own, *found.across, *held])
    judged = pairs_judge(known, partners, release.ranker)
    # Pairings held already follow the content, also where only the other side counts them among
    # its best.
    shown = {
        side: best_of_own(judged, found.own, KEEP) | (judged.fitting_own & _listed(held, side)),
        side.other: best_across(judged, found.across, KEEP)
        | (judged.fitting_across & _listed(held, side.other)),
    }
    wanted = shown[side] | shown[side.other]
    if not wanted and not held:
        return 0
    # Explaining costs more than scoring: what stands as it is, from the other side's match, keeps
    # its reasons.
    settled = not MatchRun.objects.filter(listing=listing).exclude(revision=listing.revision)
    views = {side: judged.own, side.other: judged.across}
    unchanged = {
        pk
        for pk in wanted & held.keys()
        if settled and _stands(held[pk], pk, judged, views, shown, release.name)
    }
    fresh = profiles.of(pk for pk in sorted(wanted) if pk not in unchanged)
    explained = pairs_judge(known, fresh, release.ranker, explain=True)
    return len(
        pairings_propose(
            listing_id=listing.pk,
            proposals=[
                _proposal(known, partner, explained, shown, release.name) for partner in fresh
            ],
            unchanged=unchanged,
            keep=KEEP,
            notify_best=PUSH,
            in_bulk=in_bulk,
        )
    )


@dataclass(frozen=True, slots=True)
class Candidates:
    """Partners that the index finds for a listing: for its own side by what everybody may read of
    them, and for each partner's side by what everybody may read of the listing.
    """

    own: Collection[int]
    across: Collection[int]


def candidates_by_side(known: Known) -> Candidates:
    """Where nobody hides anything one search serves both. Raises Unavailable."""
    across = candidates_of(known.listing, known.shown)
    partners = Listing.objects.filter(kind__in=known.listing.type.partners, status=Status.PUBLISHED)
    if not known.hides and not partners.filter(disclosure=Disclosure.CONFIDENTIAL).exists():
        return Candidates(across, across)
    everybody = frozenset({PUBLIC, REGISTERED})
    return Candidates(candidates_of(known.listing, known.whole, readers=everybody), across)


def candidates_of(
    listing: Listing, profile: Profile, *, readers: frozenset[str] | None = None
) -> Sequence[int]:
    """Ids of what the index finds for a listing, best first: by all that is said there, or by what
    ``readers`` may read. Raises Unavailable.
    """
    try:
        return search_index.candidates_for(
            CandidateQuery(
                text="\n".join(profile.texts.values()),
                kinds=listing.type.partners,
                vector=vector_of(profile.encoding) if profile.encoding else None,
                readers=readers,
                exclude_organisation=listing.owner_id,
                size=CANDIDATES,
                language=profile.language,
            )
        )
    except IndexUnavailable as error:
        raise Unavailable(str(error)) from error


def _held(listing: Listing) -> Iterable[Pairing]:
    return Pairing.objects.filter(Q(need=listing) | Q(offer=listing)).select_related(
        "need", "offer"
    )


def _listed(held: Mapping[int, Pairing], side: Side) -> set[int]:
    """Partners of the pairings that a side knows of."""
    return {pk for pk, pairing in held.items() if pairing.listed_since(side)}


def _stands(
    pairing: Pairing,
    partner: int,
    judged: Judged,
    views: Mapping[Side, Pairs],
    shown: Mapping[Side, Collection[int]],
    release: str,
) -> bool:
    """Whether it is stored as it is judged now."""
    now = [judged.whole[partner].score, *(views[side][partner].score for side in Side)]
    before = [pairing.score, pairing.need_score, pairing.offer_score]
    listed = all(pairing.recommended_to(side) == (partner in shown[side]) for side in Side)
    return listed and before == now and pairing.release == release


def _proposal(
    known: Known,
    partner: Known,
    judged: Judged,
    shown: Mapping[Side, Collection[int]],
    release: str,
) -> Proposal:
    """A judged pair as it is stored, whichever side the listing stands on."""
    pk = partner.listing.pk
    side = Side.NEED if known.listing.type.seeks else Side.OFFER
    need, offer = (known, partner) if side == Side.NEED else (partner, known)
    apart = {}
    if partner.hides:
        apart[side] = fit_of(judged.own[pk])
    if known.hides:
        apart[side.other] = fit_of(judged.across[pk])
    return Proposal(
        need_id=need.listing.pk,
        offer_id=offer.listing.pk,
        whole=fit_of(judged.whole[pk]),
        fits=apart,
        shown=frozenset(of for of in Side if pk in shown[of]),
        release=release,
    )


def fit_of(pair: ScoredPair) -> Fit:
    """A scored pair as it is stored."""
    return Fit(
        score=pair.score,
        probability=pair.probability,
        level=pair.level.value,
        reasons=[_plain(reason) for reason in pair.reasons],
        indicators=[_plain(check) for check in pair.indicators],
    )


def _plain(value: Any) -> Any:
    """A contract dataclass as JSON keeps it; decimals as text, so that no digit is lost."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value
