"""Writes of discovery: indexing listings and matching them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

import structlog
from django.db.models import Q

from backend.catalog.documents import listing_document, listing_profile
from backend.catalog.models import Kind, Listing
from backend.catalog.selectors import listings_for_engines
from backend.core.errors import Unavailable
from backend.deals.models import Pairing
from backend.deals.services import Proposal, pairings_propose
from matching import facade as matching
from matching.contracts import Level, ScoredPair
from search_index import facade as search_index
from search_index.contracts import CandidateQuery, Document, IndexUnavailable, Vector

from .encoding import encodings_ensure, encodings_of
from .models import Encoding, MatchRun

log = structlog.get_logger()

KEEP = 20  # best pairings of a listing
PUSH = 5  # of the new ones, told at once
CANDIDATES = 200
OFFERS = frozenset({Kind.ACHIEVEMENT.value, Kind.EXPERT.value})
NEEDS = frozenset({Kind.NEED.value})


def listings_write_index(listing_ids: Sequence[int]) -> None:
    """Bring the index up to the listings as they are now; searches see it when this returns.

    Raises Unavailable where the index does not answer.
    """
    encodings_ensure(listing_ids)
    full = encodings_of(listing_ids, scope=Encoding.Scope.FULL)
    public = encodings_of(listing_ids, scope=Encoding.Scope.PUBLIC)
    documents = [_document(row, full, public) for row in listings_for_engines(listing_ids)]
    try:
        index_prepare()
        search_index.index(documents, wait=True)
    except IndexUnavailable as error:
        raise Unavailable(str(error)) from error


def index_prepare() -> None:
    """Create what the index lacks for the encoder in force. Raises IndexUnavailable."""
    search_index.prepare(matching.encoder_version(), matching.dimension())


def engines_warm_up() -> None:
    """Load the encoder and look at the index, so that nobody's first request waits for either."""
    try:
        index_prepare()
    except IndexUnavailable as error:
        log.warning("index_unavailable", error=str(error))
    matching.warm_up()


def listings_match_now(listing_ids: Iterable[int], *, quietly: bool = False) -> int:
    """Match published listings against what is indexed; return how many pairings are new."""
    new = 0
    for listing in listings_for_engines(listing_ids):
        if listing.published:
            new += _match(listing, quietly=quietly)
    return new


def _document(listing: Listing, full: dict[int, Any], public: dict[int, Any]) -> Document:
    whole = full.get(listing.pk)
    # Where everything is public one encoding serves both searches.
    shown = public.get(listing.pk, whole)
    return listing_document(listing, public_vector=_vector(shown), full_vector=_vector(whole))


def _vector(encoding: Any) -> Vector | None:
    if encoding is None:
        return None
    return Vector(matching.index_vector(encoding), encoding.encoder_version)


def _match(listing: Listing, *, quietly: bool) -> int:
    encodings_ensure([listing.pk])
    partners = _partners(listing)
    ids = [row.pk for row in partners]
    encodings = encodings_of([listing.pk, *ids], scope=Encoding.Scope.FULL)
    release = matching.active_release()
    ranked = matching.rank(
        listing_profile(listing, encodings.get(listing.pk)),
        [listing_profile(row, encodings.get(row.pk)) for row in partners],
        release,
    )
    held = set(_partner_ids_held(listing))
    kept = [pair for pair in ranked if pair.level != Level.WEAK]
    best = kept[:KEEP] + [pair for pair in kept[KEEP:] if pair.candidate_id in held]
    proposals = [_proposal(listing, pair) for pair in best]
    new = pairings_propose(listing_id=listing.pk, proposals=proposals, push=PUSH, quietly=quietly)
    MatchRun.objects.update_or_create(
        listing=listing,
        defaults={"revision": listing.revision, "release": release_name()},
    )
    return len(new)


def release_name() -> str:
    """Encoder and ranker in force, as pairings and runs keep them."""
    return f"{matching.encoder_version()}/{matching.active_release().name}"


def _partners(listing: Listing) -> list[Listing]:
    """The index's candidates, and those it is paired with already, so that their scores follow."""
    kinds = OFFERS if listing.kind == Kind.NEED else NEEDS
    encoding = encodings_of([listing.pk], scope=Encoding.Scope.FULL).get(listing.pk)
    profile = listing_profile(listing, None)
    try:
        found = search_index.candidates_for(
            CandidateQuery(
                text="\n".join(profile.texts.values()),
                kinds=frozenset(kinds),  # type: ignore[arg-type]
                vector=_vector(encoding),
                exclude_organisation=listing.owner_id,
                size=CANDIDATES,
            )
        )
    except IndexUnavailable as error:
        raise Unavailable(str(error)) from error
    wanted = dict.fromkeys([*found, *_partner_ids_held(listing)])
    return [row for row in listings_for_engines(wanted) if row.published]


def _partner_ids_held(listing: Listing) -> list[int]:
    pairs = Pairing.objects.filter(Q(need=listing) | Q(offer=listing)).values_list(
        "need_id", "offer_id"
    )
    return [offer if need == listing.pk else need for need, offer in pairs]


def _proposal(listing: Listing, pair: ScoredPair) -> Proposal:
    partner = int(pair.candidate_id)
    need_first = listing.kind == Kind.NEED
    return Proposal(
        need_id=listing.pk if need_first else partner,
        offer_id=partner if need_first else listing.pk,
        score=pair.score,
        probability=pair.probability,
        level=pair.level.value,
        reasons=[_plain(reason) for reason in pair.reasons],
        indicators=[_plain(check) for check in pair.indicators],
        release=release_name(),
    )


def _plain(value: Any) -> Any:
    """A contract dataclass as JSON keeps it; decimals as text, so that no digit is lost."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value
