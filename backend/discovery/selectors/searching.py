"""Search: what a reader finds, from the index, within the database's rights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import BoundedSemaphore
from typing import Any

import structlog

from backend.accounts.actors import Actor
from backend.catalog.documents import facets_of, texts_of
from backend.catalog.kinds import KINDS
from backend.catalog.models import Listing, Status
from backend.catalog.selectors import (
    listings_narrowed,
    listings_on_market,
    listings_visible_to,
)
from backend.discovery.releases import release_in_force
from matching import facade as matching
from search_index import facade as search_index
from search_index.contracts import (
    Hit,
    IndexUnavailable,
    SearchQuery,
    SearchResult,
    SimilarQuery,
    Vector,
)

from .passages import Piece, cut, fitting, passage

log = structlog.get_logger()

PASSAGES = 2  # shown of a hit
PATIENCE = 0.5  # seconds that a search waits for the encoder
_ENCODING = BoundedSemaphore(2)  # searches that it reads at a time; more only wait for one another
FACETS = ("field", "industry", "chain", "region", "trl", "stage", "modes", "money")


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for; an empty ``text`` browses the market."""

    text: str = ""
    kind: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)  # of FACETS, empty ones left out
    newest_first: bool = False
    size: int = 20
    offset: int = 0
    cursor: str = ""  # leads on where the numbered pages end
    everything: bool = False  # what merely shares something with the text too


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A listing with its title and the passages that carry the search's words."""

    listing: Listing
    title: Sequence[Piece] = ()
    passages: Sequence[Sequence[Piece]] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found. ``available`` is False where the index did not answer and the
    newest listings of the database stand in; ``by_meaning`` where vectors took part. ``others``
    counts what shares something with the text and does not answer it; it is left out of the rest.
    """

    found: Sequence[SearchHit]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    available: bool = True
    by_meaning: bool = False
    following: str = ""  # the cursor of the next page, where pages are no longer numbered
    others: int = 0


def listings_search(actor: Actor, search: Search) -> Results:
    """What the actor finds, best first. Raises search_index.contracts.InvalidQuery."""
    vector = _vector(search)
    try:
        result = search_index.search(_query(search, actor.audience, vector))
    except IndexUnavailable as error:
        log.warning("search_unavailable", error=str(error))
        return _newest(actor, search)
    others = 0
    if result.answers is not None and not search.everything:
        others = result.total - len(result.answers)
        result = _answers_alone(actor, result)
    return Results(
        found=_loaded(actor, result.hits),
        total=result.total,
        facets=result.facets,
        by_meaning=vector is not None and not result.lexical_only,
        following=result.next_cursor,
        others=others,
    )


def listing_answers(
    search: Search, listing_id: int, audience: frozenset[str], vector: Vector | None
) -> bool:
    """Whether the listing is what the search asks for, for a reader of these tokens: the search itself,
    limited to the listing. Raises search_index.contracts.InvalidQuery, IndexUnavailable.
    """
    query = replace(_query(search, audience, vector), only=listing_id)
    result = search_index.search(query)
    if result.answers is None or search.everything:
        return bool(result.hits)
    return listing_id in result.answers


def _query(search: Search, audience: frozenset[str], vector: Vector | None) -> SearchQuery:
    kinds = {search.kind} if search.kind else KINDS
    return SearchQuery(
        text=search.text,
        audience=audience,
        kinds=frozenset(kinds),  # type: ignore[arg-type]
        vector=vector,
        filters={name: frozenset({value}) for name, value in search.filters.items()},
        size=search.size,
        offset=search.offset,
        newest_first=search.newest_first or not search.text,
        cursor=search.cursor,
        language=matching.language_of(search.text),
    )


def _answers_alone(actor: Actor, result: SearchResult) -> SearchResult:
    """What answers, counted by itself: the page, the total and the facets say the same."""
    answers = list(result.answers or ())
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for listing in listings_visible_to(actor).filter(pk__in=answers):
        for name, values in facets_of(listing).items():
            if name in counts:
                counts[name].update(values)
    return replace(
        result,
        hits=[hit for hit in result.hits if hit.id in set(answers)],
        total=len(answers),
        facets=counts,
        next_cursor="",
    )


def listings_similar(actor: Actor, listing: Listing) -> list[Listing]:
    """What resembles a listing of the same kind, best first; nothing where the index is silent."""
    kinds: frozenset[Any] = frozenset({listing.kind})
    try:
        found = search_index.similar_to(SimilarQuery(listing.pk, actor.audience, kinds))
    except IndexUnavailable as error:
        log.warning("search_unavailable", error=str(error))
        return []
    return [item.listing for item in _loaded(actor, found)]


def _vector(search: Search) -> Vector | None:
    """The text's vector; by date nothing is near or far, and nobody waits for a model to load."""
    meant = search_index.meaning_of(search.text)
    if not meant or search.newest_first:
        return None
    encoder = release_in_force().encoder_version
    if not matching.warm(encoder):
        matching.warm_up_soon(encoder)
        return None
    if not _ENCODING.acquire(timeout=PATIENCE):
        # Many ask at once: words alone answer rather than nobody.
        log.info("encoder_busy")
        return None
    try:
        values, version = matching.embed_query(meant, encoder)
    except Exception:
        # An encoder that fails must not take the search by words with it.
        log.exception("query_not_encoded")
        return None
    finally:
        _ENCODING.release()
    return Vector(values, version)


def _loaded(actor: Actor, hits: Sequence[Hit]) -> list[SearchHit]:
    """The hits' listings in their order; the database's rights are asked again, for the index may
    be a moment behind."""
    rows = (
        listings_visible_to(actor)
        .filter(pk__in=[hit.id for hit in hits], status=Status.PUBLISHED)
        .prefetch_related("indicators")
    )
    held = {row.pk: row for row in rows}
    return [_found(held[hit.id], hit.highlights) for hit in hits if hit.id in held]


def _found(listing: Listing, highlights: Mapping[str, Sequence[tuple[int, int]]]) -> SearchHit:
    title = listing.title
    return SearchHit(
        listing,
        title=cut(title, fitting(title, highlights.get("title", ())), 0, len(title)),
        passages=_passages(listing, highlights),
    )


def _newest(actor: Actor, search: Search) -> Results:
    narrowed = listings_narrowed(
        listings_on_market(actor, kind=search.kind or None),
        technology_field=search.filters.get("field", ""),
        industry=search.filters.get("industry", ""),
        chain=search.filters.get("chain", ""),
        region=search.filters.get("region", ""),
    )
    if "trl" in search.filters:
        narrowed = narrowed.filter(trl=search.filters["trl"])
    page = narrowed[search.offset : search.offset + search.size]
    return Results([SearchHit(row) for row in page], narrowed.count(), {}, available=False)


def _passages(
    listing: Listing, highlights: Mapping[str, Sequence[tuple[int, int]]]
) -> list[list[Piece]]:
    """The places found, in fields this reader may read; the title stands above them anyway."""
    texts = texts_of(listing, public_only=not listing.details_readable)  # type: ignore[attr-defined]
    places = [
        (name, ranges)
        for name, ranges in highlights.items()
        if name in texts and name != "title" and ranges
    ]
    # The field with most of the search's words first.
    places.sort(key=lambda place: -sum(end - start for start, end in place[1]))
    return [passage(texts[name], ranges) for name, ranges in places[:PASSAGES]]
