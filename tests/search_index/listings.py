"""Documents and queries for tests, short to write."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from search_index.contracts import Backend, Document, SearchQuery, TierText, Vector

PUBLIC = frozenset({"public"})


def vector(word: str, encoder_version: str = "encoder-1") -> Vector:
    """The same vector for the same word, shape (8,)."""
    values = np.random.default_rng(zlib.crc32(word.encode())).normal(size=8)
    return Vector(values.astype(np.float32), encoder_version)


def document(
    number: int,
    title: str = "石墨烯散热膜",
    *,
    details: str = "",
    audience: Iterable[str] = PUBLIC,
    details_audience: Iterable[str] | None = None,
    facets: dict[str, list[str]] | None = None,
    near: str | None = None,
    **changes: Any,
) -> Document:
    """A visible, public need unless told otherwise; ``near`` seeds its vectors."""
    hidden = audience if details_audience is None else details_audience
    values: dict[str, Any] = {
        "id": number,
        "kind": "need",
        "version": 1,
        "visible": True,
        "language": "zh",
        "organisation": 1,
        "audience": frozenset(audience),
        "texts": [
            TierText("summary", {"title": title}, frozenset(audience)),
            TierText("details", {"background": details}, frozenset(hidden)),
        ],
        "facets": facets or {},
        "published_at": datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number % 1000),
        "public_vector": vector(near) if near else None,
        "full_vector": vector(near) if near else None,
    }
    return Document(**(values | changes))


def query(text: str = "", audience: Iterable[str] = PUBLIC, **changes: Any) -> SearchQuery:
    """A search by a reader of ``audience``."""
    return SearchQuery(text=text, audience=frozenset(audience), **changes)


def found(index: Backend, *arguments: Any, **changes: Any) -> list[int]:
    """Ids of the first page for ``query(*arguments, **changes)``, best first."""
    return [hit.id for hit in index.search(query(*arguments, **changes)).hits]
