"""Finds the other side for listings on the market and proposes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db.models import Q

from backend.catalog.kinds import KINDS
from backend.catalog.models import Listing
from backend.catalog.selectors import published_count
from backend.core.errors import Unavailable
from backend.discovery.encoding import encodings_ensure, vector_of
from backend.discovery.models import MatchRun
from backend.discovery.releases import InForce, release_in_force
from backend.pairings.models import Pairing
from backend.pairings.services import Proposal, pairings_propose
from matching import facade as matching
from matching.contracts import Level, Profile, ScoredPair
from search_index import facade as search_index
from search_index.contracts import CandidateQuery, IndexUnavailable

from .profiles import Profiles

KEEP = 20  # best pairings of a match
PUSH = 5  # of the new ones, told at once
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
    (profile,) = profiles.of([listing.pk])
    held = _held(listing)
    partners = profiles.of([*candidates_of(listing, profile), *held])
    ranked = matching.rank(profile, partners, release.ranker, explain=0)
    ranked = [pair for pair in ranked if pair.level != Level.WEAK]
    # Pairings held already follow the content, also where only the other side counts them among
    # its best.
    best = ranked[:KEEP] + [pair for pair in ranked[KEEP:] if pair.candidate_id in held]
    if not best and not held:
        return 0
    # Explaining costs more than scoring: what stands as it is, from the other side's match, keeps
    # its reasons.
    settled = not MatchRun.objects.filter(listing=listing).exclude(revision=listing.revision)
    unchanged = {
        int(pair.candidate_id)
        for pair in best
        if settled and held.get(int(pair.candidate_id)) == (pair.score, release.name, False)
    }
    fresh = profiles.of(int(p.candidate_id) for p in best if p.candidate_id not in unchanged)
    explained = matching.rank(profile, fresh, release.ranker, explain=len(fresh))
    return len(
        pairings_propose(
            listing_id=listing.pk,
            proposals=[proposal_of(listing, pair, release.name) for pair in explained],
            unchanged=unchanged,
            per_need=KEEP,
            notify_first=PUSH,
            in_bulk=in_bulk,
        )
    )


def candidates_of(listing: Listing, profile: Profile) -> Sequence[int]:
    """Ids of what the index finds for a listing, best first. Raises Unavailable."""
    try:
        return search_index.candidates_for(
            CandidateQuery(
                text="\n".join(profile.texts.values()),
                kinds=listing.type.partners,
                vector=vector_of(profile.encoding) if profile.encoding else None,
                exclude_organisation=listing.owner_id,
                size=CANDIDATES,
                language=profile.language,
            )
        )
    except IndexUnavailable as error:
        raise Unavailable(str(error)) from error


def _held(listing: Listing) -> dict[int, tuple[float, str, bool]]:
    """Partner → score, release and whether set aside, of the pairings there are."""
    pairs = Pairing.objects.filter(Q(need=listing) | Q(offer=listing))
    return {
        offer if need == listing.pk else need: (score, release, superseded)
        for need, offer, score, release, superseded in pairs.values_list(
            "need_id", "offer_id", "score", "release", "superseded"
        )
    }


def proposal_of(listing: Listing, pair: ScoredPair, release: str) -> Proposal:
    """A scored pair of the listing as it is stored, whichever side the listing stands on."""
    partner = int(pair.candidate_id)
    need_first = listing.type.seeks
    return Proposal(
        need_id=listing.pk if need_first else partner,
        offer_id=partner if need_first else listing.pk,
        score=pair.score,
        probability=pair.probability,
        level=pair.level.value,
        reasons=[_plain(reason) for reason in pair.reasons],
        indicators=[_plain(check) for check in pair.indicators],
        release=release,
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
