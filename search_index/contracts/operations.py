"""What an operator learns of the index and its generations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

# The generation in force, the one being built, and the one kept to go back to.
Role = Literal["current", "next", "previous"]


@dataclass(frozen=True, slots=True)
class Generation:
    """One building of the index. ``schema`` names its mapping and tokens, ``number`` counts up."""

    name: str
    schema: str
    number: int
    encoder_version: str
    dimension: int


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What an operator sees: the generation in force, its visible documents by kind, its bytes.

    ``cut`` counts the documents held in part, because they were too long. ``next`` and
    ``previous`` name the generation being built and the one kept, empty where there is none.
    ``outdated`` says why a rebuild is due, empty where none is.
    """

    backend: str
    generation: str
    encoder_version: str
    documents: Mapping[str, int]
    bytes: int = 0
    cut: int = 0
    next: str = ""
    previous: str = ""
    outdated: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a generation holds: visible documents by kind, how many were cut, and its bytes."""

    documents: Mapping[str, int]
    cut: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Observation:
    """A request to the index. ``outcome`` is "ok", "refused" (bad input), "failed", or "away": nothing
    was asked, because the server failed too often just now.

    ``shape`` holds counts and names of what was asked, never its words.
    """

    operation: str
    seconds: float
    outcome: str
    shape: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of an operation's last requests in this process; times in milliseconds."""

    count: int
    failed: int
    p50: float
    p95: float
