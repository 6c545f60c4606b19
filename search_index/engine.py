"""The search index over whichever backend: checks, tokens, fusion, highlights."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from .checks import (
    check_document,
    check_length,
    checked_candidates,
    checked_query,
    checked_suggestion,
)
from .contracts import (
    CandidateQuery,
    Document,
    Hit,
    IndexStatus,
    Role,
    SearchQuery,
    SearchResult,
    StoredVersion,
    Suggestion,
    SuggestionQuery,
    Vector,
)
from .fitting import fitted
from .fusion import Ranked, fuse
from .generations import Generations
from .highlights import Highlighter
from .names import asked_by
from .query_language import Request, understood
from .store import Encoder, Plan, Retrieved, Typed
from .suggesting import suggestions, technologies
from .tokens import Tokens, query_tokens

logger = logging.getLogger(__name__)

# How many nearest by vector a person's search takes in, and how many more by words are ranked
# together with them. What lies deeper keeps its lexical order.
NEIGHBOURS = 50
FUSED = 100
RAREST = 64
NOTHING = SearchResult(hits=(), total=0, facets={})


class Engine:
    """Contracts' ``Backend`` over generations of documents.

    ``floor`` is the cosine below which a document is not near; it belongs to the encoder.
    """

    def __init__(self, store: Generations, *, floor: float = -1.0) -> None:
        self._store = store
        self._floor = floor

    def prepare(self, *, encoder_version: str, dimension: int) -> None:
        """Put a first generation in force where there is none. Raises IndexUnavailable."""
        self._store.prepare(Encoder(encoder_version, dimension))

    def write(self, documents: Iterable[Document], *, wait: bool) -> Sequence[int]:
        """Store each unless a newer version is held; return the ids refused as older.

        Nothing is written if one is faulty. A vector of another encoder than the index's is left
        out, with a warning. Raises InvalidDocument, IndexUnavailable.
        """
        batch = self._checked(documents, "current")
        return self._store.write(batch, wait=wait) if batch else []

    def search(self, query: SearchQuery) -> SearchResult:
        """A page of what the reader may find. Raises InvalidQuery, IndexUnavailable."""
        query = checked_query(query)
        request = understood(query.text)
        tokens = self._tokens(request.plain)
        if request.plain and not tokens:
            return NOTHING
        vector, unusable = self._vector(query.vector)
        plan = self._plan(query, request, tokens, vector)
        retrieved = self._store.retrieve(plan)
        ranked = _ranked(plan, retrieved)
        page = ranked[query.offset - plan.start :][: query.size]
        highlighter = Highlighter(tokens)
        hits = [_hit(item, highlighter) for item in page]
        return SearchResult(hits, retrieved.total, retrieved.facets, lexical_only=unusable)

    def suggest(self, query: SuggestionQuery) -> Sequence[Suggestion]:
        """What may be meant, best first. Raises InvalidQuery, IndexUnavailable."""
        query = checked_suggestion(query)
        asked = asked_by(query.text)
        if not asked:
            return []
        typed = Typed(asked, technologies(query.text), query.audience, query.size)
        return suggestions(query, typed, self._store.meant(typed))

    def candidates(self, query: CandidateQuery) -> Sequence[int]:
        """Ids, best first, visible ones of any audience. Raises InvalidQuery, IndexUnavailable."""
        query = checked_candidates(query)
        tokens = self._tokens(query.text)
        vector, _ = self._vector(query.vector)
        if not tokens and vector is None:
            return []
        plan = Plan(
            tokens=tokens,
            vector=vector,
            readers=None,
            kinds=query.kinds,
            start=0,
            # As many by words as by vector, whatever the overlap.
            size=query.size * 2,
            neighbours=query.size,
            exclude_organisation=query.exclude_organisation,
            with_texts=False,
            with_facets=False,
            encoder_version=query.vector.encoder_version if query.vector else "",
        )
        ranked = fuse(self._store.retrieve(plan).candidates)
        return [item.candidate.id for item in ranked[: query.size]]

    def versions(self, ids: Sequence[int], *, of: Role = "current") -> Sequence[StoredVersion]:
        """What is held of these ids; a missing id is left out. Raises IndexUnavailable."""
        return self._store.versions(ids, of)

    def scan(self, after: int, size: int, *, of: Role = "current") -> Sequence[StoredVersion]:
        """What is held, ids above ``after`` in order, at most ``size``. Raises IndexUnavailable."""
        return self._store.scan(after, size, of)

    def encoder_version(self, of: Role = "current") -> str:
        """The encoder whose vectors that generation holds. Raises IndexUnavailable."""
        return self._store.encoder(of).version

    def begin(self, *, encoder_version: str, dimension: int, resume: bool) -> None:
        """Create the next generation; from then on every write goes to it too."""
        self._store.begin(Encoder(encoder_version, dimension), resume=resume)

    def write_next(self, documents: Iterable[Document]) -> None:
        """Store in the next generation alone. Raises InvalidDocument, IndexUnavailable."""
        self._store.write_next(self._checked(documents, "next"))

    def promote(self) -> None:
        """Put the next generation in force, keeping the one before. Raises IndexUnavailable."""
        self._store.promote()

    def revert(self) -> None:
        """Put the kept generation in force again. Raises IndexUnavailable."""
        self._store.revert()

    def status(self, of: Role = "current") -> IndexStatus:
        """How that generation is. Raises IndexUnavailable."""
        return self._store.status(of)

    def clear(self) -> None:
        """Remove everything this index holds; prepare it before the next use."""
        self._store.clear()

    def _checked(self, documents: Iterable[Document], of: Role) -> list[Document]:
        """The batch, if no document is faulty; says which vectors that generation cannot hold."""
        batch = [fitted(document) for document in documents]
        encoder = self._store.encoder(of) if batch else None
        foreign = set()
        for document in batch:
            check_document(document)
            for vector in (document.public_vector, document.full_vector):
                if vector is None or encoder is None:
                    continue
                if vector.encoder_version == encoder.version:
                    check_length(vector, encoder.dimension)
                else:
                    foreign.add(vector.encoder_version)
        if foreign and encoder is not None:
            versions = ", ".join(sorted(foreign))
            logger.warning("vectors of %s left out, the index holds %s", versions, encoder.version)
        return batch

    def _plan(
        self,
        query: SearchQuery,
        request: Request,
        tokens: Tokens,
        vector: NDArray[np.float32] | None,
    ) -> Plan:
        """What is fused is fetched whole, as the score of each depends on its rank there."""
        if query.newest_first:
            vector = None
        fused = vector is not None and query.offset < FUSED
        return Plan(
            tokens=tokens,
            vector=vector,
            readers=query.audience,
            kinds=request.of_kinds(query.kinds),
            start=0 if fused else query.offset,
            size=max(FUSED, query.offset + query.size) if fused else query.size,
            neighbours=NEIGHBOURS,
            floor=self._floor,
            filters={name: values for name, values in query.filters.items() if values},
            required=request.required,
            excluded=request.excluded,
            newest_first=query.newest_first,
            encoder_version=query.vector.encoder_version if query.vector else "",
        )

    def _tokens(self, text: str) -> Tokens:
        """The query's tokens, of each field at most the rarest, so that long texts stay quick."""
        tokens = query_tokens(text)
        if max(len(tokens.words), len(tokens.chars)) <= RAREST:
            return tokens
        words, chars = self._store.frequencies(tokens)
        return Tokens(_rarest(tokens.words, words), _rarest(tokens.chars, chars))

    def _vector(self, vector: Vector | None) -> tuple[NDArray[np.float32] | None, bool]:
        """The vector if the index can use it, and whether one was given that it cannot."""
        if vector is None:
            return None, False
        encoder = self._store.encoder()
        if vector.encoder_version != encoder.version:
            return None, True
        check_length(vector, encoder.dimension)
        return vector.values, False


def _rarest(tokens: Sequence[str], frequency: Mapping[str, int]) -> list[str]:
    """The tokens that occur, rarest first, at most RAREST; ties in the query's order."""
    known = [token for token in tokens if token in frequency]
    return sorted(known, key=lambda token: frequency[token])[:RAREST]


def _ranked(plan: Plan, retrieved: Retrieved) -> list[Ranked]:
    """The first FUSED by fused score; the rest stays in the store's order, scored by rank."""
    fused = plan.vector is not None and plan.start < FUSED
    head = fuse(retrieved.candidates[:FUSED]) if fused else []
    first = plan.start + len(head) + 1
    return head + [
        Ranked(candidate, 1 / (FUSED + rank))
        for rank, candidate in enumerate(retrieved.candidates[len(head) :], first)
    ]


def _hit(item: Ranked, highlighter: Highlighter) -> Hit:
    candidate = item.candidate
    parts = (("lexical", candidate.lexical), ("vector", candidate.similarity))
    return Hit(
        id=candidate.id,
        kind=candidate.kind,
        score=item.score,
        highlights=highlighter.highlights(candidate.texts),
        found_by=frozenset(name for name, score in parts if score is not None),
    )
