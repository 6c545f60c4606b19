"""What goes along with a digest: what stands open for its reader anyway. Apps register theirs.

What is new reaches a digest as notices (``core/notices``), by the frequency that people prefer. A
source gives what is no news and still wants doing: tasks, deadlines, talks that stand still. It never
makes a digest by itself, so nobody is reminded daily of the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from notifications.contracts import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSource:
    """``read(reader)`` gives what stands open for an actor, in the language in force, within their
    rights; the heavier an entry's ``weight`` (0 to 1), the further up it stands."""

    name: str
    read: Callable[[Any], Sequence[Entry]]


MOST = 12  # entries that go along with one digest
_SOURCES: dict[str, DigestSource] = {}


def digest_source_register(*sources: DigestSource) -> None:
    """Take an app's sources. Raises ValueError where two share a name."""
    for source in sources:
        if _SOURCES.setdefault(source.name, source) is not source:
            raise ValueError(f"two sources of digests are called {source.name}")


def standing_for(reader: Any) -> list[Entry]:
    """What stands open for a reader, the weightiest first."""
    found = [entry for source in _SOURCES.values() for entry in source.read(reader)]
    return sorted(found, key=lambda entry: -entry.weight)[:MOST]
