"""Reading the index: a person's search and its pages, what is similar, the matcher's candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from . import paging
from .checks import check_length, checked_candidates, checked_query, checked_similar
from .contracts import (
    WINDOW,
    CandidateQuery,
    Hit,
    SearchQuery,
    SearchResult,
    SimilarQuery,
    Vector,
)
from .coverage import coverage
from .dictionary import Concept, Dictionary
from .fusion import Asked, Ranked, answered, fuse, parts
from .generations import Generations
from .highlights import Highlighter, Ranges
from .kinds import kinds_asked
from .paging import Cursor
from .query_language import Request, understood
from .store import Plan, Retrieved
from .tokens import Tokens, query_tokens

# How many nearest by vector a person's search takes in; others by words fill the WINDOW that is
# ranked as one. What lies deeper keeps its lexical order.
NEIGHBOURS = 100
RAREST = 64
# The best by words and by meaning are read, to see what of the question each covers.
READ = 80
NOTHING = SearchResult(hits=(), total=0, facets={})


class Retrieval:
    """Questions to generations of documents; the rest as ``facade.configure``'s."""

    def __init__(
        self, store: Generations, *, floor: float, secret: bytes, dictionary: Dictionary
    ) -> None:
        self._store = store
        self._dictionary = dictionary
        self._floor = floor
        self._secret = secret

    def search(self, query: SearchQuery) -> SearchResult:
        """A page of what the reader may find. Raises InvalidQuery, IndexUnavailable."""
        query = checked_query(query)
        request = understood(query.text)
        concepts = self._dictionary.concepts(request.plain)
        tokens = self._widened(request.plain, concepts)
        if request.plain and not tokens:
            return NOTHING
        vector, unusable = self._vector(query.vector)
        cursor = paging.opened(query, self._secret) if query.cursor else None
        plan = self._plan(query, request, tokens, vector, cursor)
        retrieved = self._store.retrieve(plan)
        ranked = _ranked(plan, retrieved, cursor, Asked(query.language))
        answers: list[int] | None = None
        if concepts and cursor is None and not query.newest_first:
            ranked, answers = _answered(ranked, retrieved, concepts, by_meaning=vector is not None)
        page = ranked[query.offset - plan.start :][: query.size]
        # Of a single document it is asked whether it answers, not where.
        shown = [] if query.only is not None else [item.candidate.id for item in page]
        texts = retrieved.texts(shown)
        marked = tokens
        if request.phrases:
            marked = self._widened(request.loose, self._dictionary.concepts(request.loose))
        highlighter = Highlighter(marked, request.phrases)
        return SearchResult(
            hits=[
                _hit(item, highlighter.highlights(texts.get(item.candidate.id, ())), query.explain)
                for item in page
            ],
            total=retrieved.total,
            facets=retrieved.facets,
            lexical_only=unusable,
            next_cursor=self._next(query, plan, retrieved, ranked, cursor),
            answers=answers,
        )

    def similar(self, query: SimilarQuery) -> Sequence[Hit]:
        """What resembles a document, best first; nothing where the reader may not find that one.

        By the vector of its summary where it has one, else by its words. Raises InvalidQuery,
        IndexUnavailable.
        """
        query = checked_similar(query)
        example = self._store.example(query.id, query.audience)
        if example is None:
            return []
        said = "\n".join(value for text in example.texts for value in text.fields.values())
        plan = Plan(
            tokens=self._tokens(said, at_length=True),
            vector=example.vector,
            readers=query.audience,
            kinds=kinds_asked(query.kinds),
            start=0,
            size=WINDOW,
            neighbours=NEIGHBOURS,
            floor=self._floor,
            exclude_id=query.id,
            with_texts=False,
            with_facets=False,
            encoder_version=example.encoder_version,
        )
        if not plan.tokens and plan.vector is None:
            return []
        found = self._store.retrieve(plan).candidates
        # Words alone resemble too much where meaning can be compared.
        near = [one for one in found if plan.vector is None or one.similarity is not None]
        return [_hit(item) for item in fuse(near, Asked())[: query.size]]

    def candidates(self, query: CandidateQuery) -> Sequence[int]:
        """Ids, best first, visible ones that the readers find. Raises InvalidQuery, IndexUnavailable."""
        query = checked_candidates(query)
        tokens = self._tokens(query.text, at_length=True)
        vector, _ = self._vector(query.vector)
        if not tokens and vector is None:
            return []
        plan = Plan(
            tokens=tokens,
            vector=vector,
            readers=query.readers,
            kinds=kinds_asked(query.kinds),
            start=0,
            # As many by words as by vector, whatever the overlap.
            size=query.size * 2,
            neighbours=query.size,
            exclude_organisation=query.exclude_organisation,
            with_texts=False,
            with_facets=False,
            encoder_version=query.vector.encoder_version if query.vector else "",
        )
        ranked = fuse(self._store.retrieve(plan).candidates, Asked(query.language, at_length=True))
        return [item.candidate.id for item in ranked[: query.size]]

    def _plan(
        self,
        query: SearchQuery,
        request: Request,
        tokens: Tokens,
        vector: NDArray[np.float32] | None,
        cursor: Cursor | None,
    ) -> Plan:
        """What is ranked as one is fetched whole."""
        plan = Plan(
            tokens=tokens,
            vector=None if query.newest_first else vector,
            readers=query.audience,
            kinds=request.of_kinds(kinds_asked(query.kinds)),
            start=query.offset,
            size=min(query.size, WINDOW - query.offset),
            neighbours=NEIGHBOURS,
            floor=self._floor,
            filters={name: values for name, values in query.filters.items() if values},
            required=request.required,
            excluded=request.excluded,
            only_id=query.only,
            newest_first=query.newest_first,
            hold=query.offset + query.size >= WINDOW,
            encoder_version=query.vector.encoder_version if query.vector else "",
        )
        if cursor is not None:
            return replace(plan, size=query.size, after=cursor.key, point=cursor.point, hold=True)
        return plan if plan.vector is None else replace(plan, start=0, size=WINDOW)

    def _next(
        self,
        query: SearchQuery,
        plan: Plan,
        retrieved: Retrieved,
        ranked: Sequence[Ranked],
        cursor: Cursor | None,
    ) -> str:
        """The sealed cursor of what follows the window or a page beyond it, empty at the end."""
        shown = cursor.shown + len(ranked) if cursor else WINDOW
        if not plan.hold or not ranked or shown >= retrieved.total:
            return ""
        last = retrieved.candidates[-1]
        following = Cursor(last.key, shown, ranked[-1].score, retrieved.point)
        return paging.sealed(following, query, self._secret)

    def _tokens(self, text: str, *, at_length: bool = False) -> Tokens:
        """The query's tokens, of each field at most the rarest, so that long texts stay quick."""
        return self._bounded(query_tokens(text, at_length=at_length))

    def _bounded(self, tokens: Tokens) -> Tokens:
        if max(len(tokens.words), len(tokens.chars)) <= RAREST:
            return tokens
        words, chars = self._store.frequencies(tokens)
        return Tokens(_rarest(tokens.words, words), _rarest(tokens.chars, chars))

    def _widened(self, text: str, concepts: Sequence[Concept]) -> Tokens:
        """The text's tokens and those of its concepts in other words, each field's rarest."""
        return self._bounded(self._dictionary.widened(query_tokens(text), concepts))

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
    """At most RAREST tokens, rarest first and last what no open text says; ties in the query's order."""
    return sorted(tokens, key=lambda token: frequency.get(token, inf))[:RAREST]


def _ranked(plan: Plan, retrieved: Retrieved, cursor: Cursor | None, asked: Asked) -> list[Ranked]:
    """The slice as it is shown: fused within the window, otherwise as the store ordered it."""
    if plan.newest_first or not (plan.tokens or plan.vector is not None):
        first = cursor.shown + 1 if cursor else plan.start + 1
        return [
            Ranked(one, parts(one, asked), 1 / rank)
            for rank, one in enumerate(retrieved.candidates, first)
        ]
    ranked = fuse(retrieved.candidates, asked)
    if cursor is None:
        return ranked
    return [replace(item, score=min(item.score, cursor.ceiling)) for item in ranked]


def _answered(
    ranked: Sequence[Ranked],
    retrieved: Retrieved,
    concepts: Sequence[Concept],
    *,
    by_meaning: bool,
) -> tuple[list[Ranked], list[int]]:
    """The best read and put in the order of what they cover, before the others; and the ids of those
    that answer."""
    read = ranked[:READ]
    ids = [item.candidate.id for item in read]
    covered = coverage(concepts, ids, retrieved.texts(ids))
    found = answered(read, covered, len(concepts), by_meaning=by_meaning)
    best = found.ranked
    answers = [item.candidate.id for item in best[: found.answers]]
    # Scores fall from page to page, whatever they were made of.
    last = best[-1].score if best else 0.0
    rest = [replace(item, score=min(item.score, last)) for item in ranked[READ:]]
    return [*best, *rest], answers


def _hit(
    item: Ranked, highlights: Mapping[str, Ranges] | None = None, explain: bool = False
) -> Hit:
    candidate = item.candidate
    return Hit(
        id=candidate.id,
        kind=candidate.kind,
        score=item.score,
        highlights=highlights or {},
        found_by=frozenset(item.parts),
        explanation=item.parts if explain else {},
    )
