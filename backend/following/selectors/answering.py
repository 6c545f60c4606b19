"""Which saved searches a listing answers: rare terms and filters pick, the search itself decides.

What is picked is what ``search_index.may_answer`` and ``may_say`` cannot rule out; each of these is
then asked of the index, limited to the listing (``listing_answers``). So a saved search finds what its
search finds, on both backends, and equals running every search; a test says so. Searches that ask the
same, of readers who may read the same of the listing, are asked once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import structlog
from numpy.typing import NDArray

from backend.accounts.audiences import organisation_token
from backend.accounts.selectors import audiences_of
from backend.catalog.documents import facets_of
from backend.catalog.models import Listing
from backend.discovery.selectors import FACETS, listing_answers
from backend.following.models import Question, QuestionTerm, SavedSearch
from search_index import facade as search_index
from search_index.contracts import Document, InvalidQuery, Vector

log = structlog.get_logger()

CHUNK = 5_000  # values of one question to the database
NEAR = 0.3  # a cosine below which meaning alone is no reason to look closer


@dataclass(frozen=True, slots=True)
class Kept:
    """All questions in memory, by position: ids, vectors of shape (n, d) where they have one."""

    encoder: str
    ids: tuple[int, ...] = ()
    places: dict[int, int] | None = None
    vectors: NDArray[np.float32] | None = None
    meant: NDArray[np.bool_] | None = None
    technical: tuple[tuple[bool, ...], ...] = ()
    says: tuple[bool, ...] = ()
    texts: tuple[str, ...] = ()

    def vector(self, question: int) -> Vector | None:
        """The question's vector, None where it has none."""
        at = (self.places or {}).get(question)
        if at is None or self.vectors is None or self.meant is None or not self.meant[at]:
            return None
        return Vector(self.vectors[at], self.encoder)


_kept = Kept("")
_reading = Lock()


def questions_kept(encoder: str) -> Kept:
    """The questions as they are, read anew only where some came or went: a question never changes
    under its encoder."""
    global _kept
    with _reading:
        ready = Question.objects.filter(encoder=encoder)
        ids = tuple(ready.order_by("pk").values_list("pk", flat=True))
        if (_kept.encoder, _kept.ids) != (encoder, ids):
            _kept = _read(encoder, ids)
        return _kept


def _read(encoder: str, ids: tuple[int, ...]) -> Kept:
    rows = [
        row
        for some in _chunks(ids)
        for row in Question.objects.filter(pk__in=some)
        .order_by("pk")
        .values_list("pk", "vector", "technical", "says", "text")
    ]
    held = [None if row[1] is None else np.frombuffer(row[1], dtype=np.float32) for row in rows]
    width = next((len(one) for one in held if one is not None), 0)
    vectors = np.zeros((len(rows), width), dtype=np.float32)
    for place, one in enumerate(held):
        if one is not None:
            vectors[place] = one
    return Kept(
        encoder,
        tuple(row[0] for row in rows),
        {row[0]: place for place, row in enumerate(rows)},
        vectors,
        np.array([one is not None for one in held], dtype=np.bool_),
        tuple(tuple(row[2]) for row in rows),
        tuple(row[3] for row in rows),
        tuple(row[4] for row in rows),
    )


def searches_answered(listing: Listing, document: Document, encoder: str) -> list[SavedSearch]:
    """The saved searches that the listing answers, for their owners as they may read it; those of its
    own organisation left out. Raises IndexUnavailable."""
    kept = questions_kept(encoder)
    picked = list(_picked(kept, document))
    groups = _groups(listing, _narrowed(listing, picked))
    found: list[SavedSearch] = []
    for group in groups.values():
        first, audience = group[0]
        vector = kept.vector(first.question_id)
        try:
            answers = listing_answers(first.search, listing.pk, audience, vector)
        except InvalidQuery as refused:
            # An earlier version of the program took it; its owner sees the same on its page.
            log.warning("saved_search_refused", search=first.pk, field=refused.field)
            continue
        if answers:
            found.extend(search for search, _audience in group)
    return found


def _picked(kept: Kept, document: Document) -> Iterator[int]:
    """The questions that the document may answer."""
    shared = _shared(search_index.terms_told(document))
    cosines = _cosines(kept, document)
    for place, question in enumerate(kept.ids):
        if not kept.says[place]:
            yield question
            continue
        terms = shared.get(question, {})
        near = None if cosines is None or np.isnan(cosines[place]) else float(cosines[place])
        technical = kept.technical[place]
        if not terms and (near is None or (technical and near < NEAR)):
            continue
        if not search_index.may_answer(technical, terms, near):
            continue
        if not technical or search_index.may_say(kept.texts[place], document, near):
            yield question


def _shared(told: frozenset[str]) -> dict[int, dict[int, bool]]:
    """Question → concept → whether a term of the whole concept is shared."""
    shared: defaultdict[int, dict[int, bool]] = defaultdict(dict)
    for some in _chunks(sorted(told)):
        rows = QuestionTerm.objects.filter(term__in=some)
        for question, concept, whole in rows.values_list("question_id", "concept", "whole"):
            shared[question][concept] = shared[question].get(concept, False) or whole
    return shared


def _cosines(kept: Kept, document: Document) -> NDArray[np.float32] | None:
    """By position, how near each question is to what all may read of the document."""
    vector = document.public_vector
    if vector is None or kept.vectors is None or kept.meant is None or not kept.meant.any():
        return None
    values = vector.values / np.linalg.norm(vector.values)
    cosines = kept.vectors @ values.astype(np.float32)
    return np.where(kept.meant, cosines, np.float32(np.nan))


def _narrowed(listing: Listing, questions: Sequence[int]) -> Iterator[SavedSearch]:
    """The searches with these questions whose filters let the listing through."""
    facets = facets_of(listing)
    wanted = {f"{name}__in": ("", *facets.get(name, ())) for name in FACETS}
    for some in _chunks(questions):
        yield from SavedSearch.objects.filter(
            question__in=some, kind__in=("", listing.kind), **wanted
        ).select_related("question")


def _groups(
    listing: Listing, searches: Iterable[SavedSearch]
) -> dict[tuple[object, ...], list[tuple[SavedSearch, frozenset[str]]]]:
    """Those that ask the same, of readers who may read the same of the listing."""
    asked = list(searches)
    named = frozenset(row.token for row in listing.audiences.all())
    own = organisation_token(listing.owner_id)
    audiences = audiences_of({search.user_id for search in asked})
    groups: defaultdict[tuple[object, ...], list[tuple[SavedSearch, frozenset[str]]]] = defaultdict(
        list
    )
    for search in asked:
        audience = audiences.get(search.user_id, frozenset())
        counts = audience & named
        if counts and own not in audience:
            filters = tuple(search.filters.items())
            key = (search.question_id, search.kind, filters, counts)
            groups[key].append((search, counts))
    return groups


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
