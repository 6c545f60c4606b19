"""Encodings of listings: made once per content, kept in the database, read by everything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backend.catalog.documents import texts_of
from backend.catalog.models import Disclosure, Listing
from backend.catalog.selectors import listings_for_engines
from matching import facade as matching
from matching.contracts import Encoding as Vectors
from search_index.contracts import Vector

from .models import Encoding


@dataclass(frozen=True, slots=True)
class _Wanted:
    listing: Listing
    scope: str
    texts: dict[str, str]
    content_hash: str


def encodings_ensure(listing_ids: Iterable[int], *, encoder: str) -> int:
    """Encode what has no vectors of its present content; return how many texts were encoded.

    Never inside a transaction: encoding a long need takes a while.
    """
    missing = encodings_missing(listings_for_engines(listing_ids), encoder=encoder)
    if not missing:
        return 0
    encoded = matching.encode(
        [wanted.texts for wanted in missing],
        [wanted.listing.kind for wanted in missing],  # type: ignore[misc]
        encoder,
    )
    Encoding.objects.bulk_create(
        [
            Encoding(
                listing=wanted.listing,
                scope=wanted.scope,
                encoder_version=encoder,
                content_hash=wanted.content_hash,
                vectors=matching.pack_encoding(vectors),
            )
            for wanted, vectors in zip(missing, encoded, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["listing", "scope", "encoder_version"],
        update_fields=["content_hash", "vectors"],
        batch_size=100,
    )
    return len(missing)


def encodings_missing(listings: Iterable[Listing], *, encoder: str) -> list[_Wanted]:
    """What has no encoding of its present content under the encoder of that version."""
    wanted = [row for listing in listings for row in _wanted(listing)]
    held = {
        (listing_id, scope): content_hash
        for listing_id, scope, content_hash in Encoding.objects.filter(
            listing__in={row.listing.pk for row in wanted},
            encoder_version=encoder,
        ).values_list("listing_id", "scope", "content_hash")
    }
    return [row for row in wanted if held.get((row.listing.pk, row.scope)) != row.content_hash]


def encodings_of(listing_ids: Sequence[int], *, scope: str, encoder: str) -> dict[int, Vectors]:
    """Listing → vectors of that encoder version; what is not encoded yet is left out."""
    rows = Encoding.objects.filter(listing__in=listing_ids, scope=scope, encoder_version=encoder)
    return {
        listing_id: matching.unpack_encoding(bytes(vectors))
        for listing_id, vectors in rows.values_list("listing_id", "vectors")
    }


def _wanted(listing: Listing) -> list[_Wanted]:
    full = texts_of(listing)
    found = [_Wanted(listing, Encoding.Scope.FULL, full, matching.content_hash(full))]
    if listing.disclosure != Disclosure.PUBLIC:
        public = texts_of(listing, public_only=True)
        found.append(_Wanted(listing, Encoding.Scope.PUBLIC, public, matching.content_hash(public)))
    return found


def vector_of(encoding: Vectors) -> Vector:
    """What the index holds of an encoding: the vector of the whole text."""
    return Vector(encoding.dense["text"], encoding.encoder_version)
