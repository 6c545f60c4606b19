"""The search index as the rest of the program uses it.

``configure`` once, ``prepare`` before the first document; both backends answer alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .contracts import (
    Backend,
    CandidateQuery,
    Document,
    IndexStatus,
    SearchQuery,
    SearchResult,
    StoredVersion,
    Suggestion,
    SuggestionQuery,
)
from .query_language import understood

if TYPE_CHECKING:
    from .store import Store

BackendName = Literal["embedded", "elasticsearch"]

_backend: Backend | None = None


def configure(
    *,
    backend: BackendName,
    path: Path | None = None,
    hosts: Sequence[str] = (),
    prefix: str = "tiqiao",
    api_key: str = "",
    timeout: float = 5,
    similarity_floor: float = -1.0,
) -> None:
    """Choose the backend; opens nothing yet, and a later call replaces an earlier one.

    ``path`` is the embedded backend's file; ``hosts`` (URLs), ``prefix`` (of index names) and
    ``api_key`` are Elasticsearch's. ``timeout`` is in seconds. A document whose cosine to a
    person's query is below ``similarity_floor`` is not found by its vector. Raises ValueError.
    """
    global _backend
    _backend = open_index(
        backend=backend,
        path=path,
        hosts=hosts,
        prefix=prefix,
        api_key=api_key,
        timeout=timeout,
        similarity_floor=similarity_floor,
    )


def open_index(
    *,
    backend: BackendName,
    path: Path | None = None,
    hosts: Sequence[str] = (),
    prefix: str = "tiqiao",
    api_key: str = "",
    timeout: float = 5,
    similarity_floor: float = -1.0,
) -> Backend:
    """An index of its own, beside the configured one; arguments as ``configure``'s."""
    # Imported here: one backend's libraries must not burden the other's users.
    from .engine import Engine

    store: Store
    if backend == "embedded":
        from .embedded.store import EmbeddedStore

        if path is None:
            raise ValueError("the embedded search backend needs a path")
        store = EmbeddedStore(path, timeout)
    elif backend == "elasticsearch":
        from .elastic.store import ElasticStore

        if not hosts:
            raise ValueError("the elasticsearch search backend needs at least one host")
        store = ElasticStore(hosts, prefix, api_key, timeout)
    else:
        raise ValueError(f"unknown search backend {backend!r}: embedded or elasticsearch")
    return Engine(store, floor=similarity_floor)


def prepare(encoder_version: str, dimension: int) -> None:
    """Create what is missing for vectors of this encoder; safe to call again.

    Raises IndexUnavailable.
    """
    _configured().prepare(encoder_version=encoder_version, dimension=dimension)


def index(documents: Iterable[Document], wait: bool = True) -> Sequence[int]:
    """Store each document unless a newer version is held; return the ids refused as older.

    With ``wait`` it returns once searches see the change. Raises InvalidDocument (nothing is
    written then), IndexUnavailable.
    """
    return _configured().write(documents, wait=wait)


def search(query: SearchQuery) -> SearchResult:
    """A page of what the reader may find. Raises InvalidQuery, IndexUnavailable."""
    return _configured().search(query)


def meaning_of(text: str) -> str:
    """What of a search box's text an encoder is to read: no operators, nothing that is excluded."""
    return understood(text).plain


def suggest(query: SuggestionQuery) -> Sequence[Suggestion]:
    """What somebody who types may mean, of what the reader may find; typos and pinyin do.

    Raises InvalidQuery, IndexUnavailable.
    """
    return _configured().suggest(query)


def candidates_for(query: CandidateQuery) -> Sequence[int]:
    """Ids for the matcher, best first, over all tiers. Raises InvalidQuery, IndexUnavailable."""
    return _configured().candidates(query)


def versions(ids: Sequence[int]) -> Sequence[StoredVersion]:
    """What is held of these ids; a missing id is left out. Raises IndexUnavailable."""
    return _configured().versions(ids)


def status() -> IndexStatus:
    """Backend, generation, encoder and counts. Raises IndexUnavailable."""
    return _configured().status()


def clear() -> None:
    """Remove everything this index holds; ``prepare`` before the next use."""
    _configured().clear()


def _configured() -> Backend:
    if _backend is None:
        raise RuntimeError("search_index.facade.configure() was not called")
    return _backend
