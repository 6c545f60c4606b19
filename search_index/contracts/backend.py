"""What an index does, whichever engine holds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from .answers import Hit, SearchResult, Suggestion
from .documents import Document, StoredVersion
from .operations import IndexStatus, Role
from .queries import CandidateQuery, SearchQuery, SimilarQuery, SuggestionQuery, TermsAsked


class Backend(Protocol):
    """An index. Both implementations pass the same tests of tests/search_index."""

    def warm_up(self) -> None:
        """Read the dictionaries now."""
        ...

    def prepare(self, *, encoder_version: str, dimension: int) -> None:
        """Put a first generation in force where there is none; safe to call again.

        Raises IndexOutdated where the one in force was built by another version of the program.
        """
        ...

    def write(self, documents: Iterable[Document], *, wait: bool) -> Sequence[int]:
        """Store each unless a newer version is held; return the ids refused as older.

        ``wait`` returns only when searches see the change. Raises IndexUnavailable.
        """
        ...

    def search(self, query: SearchQuery) -> SearchResult:
        """Raises InvalidQuery, IndexUnavailable."""
        ...

    def similar(self, query: SimilarQuery) -> Sequence[Hit]:
        """What resembles a document, best first. Raises InvalidQuery, IndexUnavailable."""
        ...

    def suggest(self, query: SuggestionQuery) -> Sequence[Suggestion]:
        """Technologies, organisations and titles, best first. Raises InvalidQuery, IndexUnavailable."""
        ...

    def candidates(self, query: CandidateQuery) -> Sequence[int]:
        """Ids, best first, visible ones that the readers find. Raises IndexUnavailable."""
        ...

    def terms_asked(self, text: str, *, everything: bool) -> TermsAsked:
        """By what a question is looked up for new documents."""
        ...

    def terms_version(self) -> str:
        """What the terms of questions are made by now."""
        ...

    def may_answer(
        self, technical: Sequence[bool], shared: Mapping[int, bool], near: float | None
    ) -> bool:
        """Whether a document that shares this may answer a question of such concepts."""
        ...

    def may_say(self, text: str, document: Document, near: float | None) -> bool:
        """The same for the question's text and the whole document."""
        ...

    def versions(self, ids: Sequence[int], *, of: Role = "current") -> Sequence[StoredVersion]:
        """What is held of these ids; a missing id is left out. Raises IndexUnavailable."""
        ...

    def scan(self, after: int, size: int, *, of: Role = "current") -> Sequence[StoredVersion]:
        """What is held, ids above ``after`` in order, at most ``size``. Raises IndexUnavailable."""
        ...

    def encoder_version(self, of: Role = "current") -> str:
        """The encoder whose vectors that generation holds. Raises IndexUnavailable."""
        ...

    def begin(self, *, encoder_version: str, dimension: int, resume: bool) -> None:
        """Create the next generation; ``resume`` takes up one that was begun and fits.

        From then on every write goes to it too. Raises IndexUnavailable.
        """
        ...

    def write_next(self, documents: Sequence[Document]) -> None:
        """Store in the next generation alone. Raises InvalidDocument, IndexUnavailable."""
        ...

    def promote(self) -> None:
        """Put the next generation in force, keeping the one before. Raises IndexUnavailable."""
        ...

    def revert(self) -> None:
        """Put the kept generation in force again. Raises IndexUnavailable."""
        ...

    def status(self, of: Role = "current") -> IndexStatus:
        """Counts and bytes are of that generation. Raises IndexUnavailable."""
        ...

    def clear(self) -> None:
        """Remove everything this index holds (its own prefix or file only)."""
        ...
