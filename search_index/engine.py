"""The search index over whichever backend: what may be written, and the doors to all else."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping, Sequence

from . import reverse
from .checks import check_document, check_length, checked_suggestion
from .contracts import (
    CandidateQuery,
    Document,
    Hit,
    IndexStatus,
    Role,
    SearchQuery,
    SearchResult,
    SimilarQuery,
    StoredVersion,
    Suggestion,
    SuggestionQuery,
    TermsAsked,
)
from .dictionary import Dictionary
from .fitting import fitted
from .generations import Generations
from .names import asked_by
from .retrieval import Retrieval
from .store import Encoder, Typed
from .suggesting import suggestions, technologies

logger = logging.getLogger(__name__)


class Engine:
    """Contracts' ``Backend`` over generations of documents.

    ``floor`` is the cosine below which a document is not near; it belongs to the encoder. ``secret``
    seals cursors; processes that answer one another's need the same.
    """

    def __init__(
        self,
        store: Generations,
        *,
        floor: float = -1.0,
        secret: bytes = b"",
        dictionary: Dictionary | None = None,
    ) -> None:
        self._store = store
        self._floor = floor
        self._dictionary = dictionary or Dictionary()
        self._retrieval = Retrieval(
            store,
            floor=floor,
            secret=secret or os.urandom(32),
            dictionary=self._dictionary,
        )

    def warm_up(self) -> None:
        """Read the dictionaries now."""
        self._dictionary.warm_up()

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
        return self._retrieval.search(query)

    def similar(self, query: SimilarQuery) -> Sequence[Hit]:
        """What resembles a document, best first. Raises InvalidQuery, IndexUnavailable."""
        return self._retrieval.similar(query)

    def suggest(self, query: SuggestionQuery) -> Sequence[Suggestion]:
        """What may be meant, best first. Raises InvalidQuery, IndexUnavailable."""
        query = checked_suggestion(query)
        asked = asked_by(query.text)
        if not asked:
            return []
        typed = Typed(asked, technologies(query.text), query.audience, query.size)
        return suggestions(query, typed, self._store.meant(typed))

    def candidates(self, query: CandidateQuery) -> Sequence[int]:
        """Ids, best first, visible ones that the readers find. Raises InvalidQuery, IndexUnavailable."""
        return self._retrieval.candidates(query)

    def terms_asked(self, text: str, *, everything: bool) -> TermsAsked:
        """By what a question is looked up for new documents."""
        return reverse.terms_asked(text, self._dictionary, everything=everything)

    def terms_version(self) -> str:
        """What the terms of questions are made by now."""
        return reverse.terms_version(self._dictionary)

    def may_answer(
        self, technical: Sequence[bool], shared: Mapping[int, bool], near: float | None
    ) -> bool:
        """Whether a document that shares this may answer a question of such concepts."""
        return reverse.may_answer(technical, shared, near, floor=self._floor)

    def may_say(self, text: str, document: Document, near: float | None) -> bool:
        """Whether a document may answer a question, by what it says."""
        return reverse.may_say(text, document, near, self._dictionary, floor=self._floor)

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
        batch = list(documents)
        for document in batch:
            check_document(document)
        encoder = self._store.encoder(of) if batch else None
        foreign = set()
        for document in batch:
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
        return [fitted(document) for document in batch]
