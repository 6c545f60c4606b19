"""What the engine raises on purpose."""

from __future__ import annotations


class SearchError(Exception):
    """Base of what the engine raises on purpose."""


class IndexUnavailable(SearchError):
    """The index cannot be reached or does not answer in time; try again later."""


class IndexAway(IndexUnavailable):
    """The server failed so often just now that it was not even asked."""


class IndexOutdated(IndexUnavailable):
    """The generation in force was built by another version of the program: rebuild it."""


class InvalidQuery(SearchError):
    """A query that cannot be answered; ``field`` names the part at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class InvalidDocument(SearchError):
    """A document that no index can hold; ``field`` names the part at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
