"""What an import gives, refuses and did: rows and batches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .values import ListingValues

Errors = dict[str, list[str]]
Before = tuple[dict[str, Any], bool]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row to write. ``number`` is where its reader finds it in the file; ``given`` names the
    fields the file has at all: what it does not have, an earlier listing keeps."""

    number: int
    external_id: str
    values: ListingValues
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not written, and why, by field."""

    number: int
    external_id: str
    errors: Errors


@dataclass(slots=True)
class ImportedBatch:
    """What became of a batch. What was withdrawn or closed is left so and counts as unchanged.

    ``before`` is what each revised listing said, and whether it was on the market.
    """

    created: list[int] = field(default_factory=list)
    revised: list[int] = field(default_factory=list)
    unchanged: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    before: dict[int, Before] = field(default_factory=dict)
