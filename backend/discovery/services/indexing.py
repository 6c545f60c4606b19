"""Brings the index up to the listings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import structlog

from backend.catalog.documents import listing_document
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_for_engines
from backend.core.errors import Unavailable
from backend.discovery.encoding import encodings_ensure, encodings_of, vector_of
from backend.discovery.models import Encoding
from backend.discovery.releases import release_in_force
from matching import facade as matching
from matching.contracts import Encoding as Vectors
from search_index import facade as search_index
from search_index.contracts import Document, IndexUnavailable, Vector

log = structlog.get_logger()


def listings_write_index(listing_ids: Sequence[int]) -> None:
    """Bring the index up to the listings as they are now; searches see it when this returns.

    Raises Unavailable where the index does not answer.
    """
    documents = listing_documents(listing_ids)
    try:
        index_prepare()
        search_index.index(documents, wait=True)
    except IndexUnavailable as error:
        raise Unavailable(str(error)) from error


def listing_documents(listing_ids: Sequence[int], *, encoder: str = "") -> list[Document]:
    """The documents of listings as they are now, encoded where they are not yet, by the encoder in
    force unless told another's version.
    """
    encoder = encoder or release_in_force().encoder_version
    encodings_ensure(listing_ids, encoder=encoder)
    full = encodings_of(listing_ids, scope=Encoding.Scope.FULL, encoder=encoder)
    public = encodings_of(listing_ids, scope=Encoding.Scope.PUBLIC, encoder=encoder)
    return [_document(row, full, public) for row in listings_for_engines(listing_ids)]


def index_prepare() -> None:
    """Create what the index lacks for the encoder in force. Raises IndexUnavailable."""
    encoder = release_in_force().encoder_version
    search_index.prepare(encoder, matching.dimension(encoder))


def engines_warm_up() -> None:
    """Load the encoder and look at the index, so that nobody's first request waits for either."""
    try:
        index_prepare()
    except IndexUnavailable as error:
        log.warning("index_unavailable", error=str(error))
    matching.warm_up(release_in_force().encoder_version)
    search_index.warm_up()


def encoder_is_ready() -> bool:
    """Whether this process encodes texts at once. Raises DatabaseError."""
    return matching.warm(release_in_force().encoder_version)


def _document(
    listing: Listing, full: Mapping[int, Vectors], public: Mapping[int, Vectors]
) -> Document:
    whole = full.get(listing.pk)
    # Where everything is public one encoding serves both searches.
    shown = public.get(listing.pk, whole)
    return listing_document(listing, public_vector=_vector(shown), full_vector=_vector(whole))


def _vector(encoding: Vectors | None) -> Vector | None:
    return None if encoding is None else vector_of(encoding)
