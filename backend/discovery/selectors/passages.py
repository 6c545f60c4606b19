"""What a search found in a text: the stretch that shows most of it, cut into marked pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

AROUND = 70  # characters shown before and after what was found


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage, and whether the search found it there."""

    text: str
    marked: bool


def passage(text: str, ranges: Sequence[tuple[int, int]]) -> list[Piece]:
    """The densest stretch of ``text`` around ``ranges`` of characters, cut into pieces.

    Ranges that no longer fit the text, because it changed since it was indexed, are left out.
    """
    found = fitting(text, ranges)
    if not found:
        return [Piece(text[: 2 * AROUND], marked=False)]
    first = _densest(found)
    start = max(0, first - AROUND // 2)
    end = min(len(text), max(start + 2 * AROUND, first + 1))
    pieces = cut(text, found, start, end)
    shown = start + sum(len(piece.text) for piece in pieces)
    before = [Piece("…", marked=False)] if start else []
    after = [Piece("…", marked=False)] if shown < len(text) else []
    return [*before, *pieces, *after]


def fitting(text: str, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges that lie within the text, in order."""
    return sorted((s, e) for s, e in ranges if 0 <= s < e <= len(text))


def cut(text: str, ranges: Sequence[tuple[int, int]], start: int, end: int) -> list[Piece]:
    """``text`` from ``start`` to ``end`` in pieces; a range that begins inside is kept whole."""
    pieces = []
    at = start
    for s, e in ranges:
        if e <= at or s >= end:
            continue
        if s > at:
            pieces.append(Piece(text[at:s], marked=False))
        pieces.append(Piece(text[max(s, at) : e], marked=True))
        at = e
    if at < end:
        pieces.append(Piece(text[at:end], marked=False))
    return pieces


def _densest(ranges: Sequence[tuple[int, int]]) -> int:
    """Where the window begins that shows the most found characters; the first of several."""
    best, most, shown, last = ranges[0][0], 0, 0, 0
    for at, (start, end) in enumerate(ranges):
        while last < len(ranges) and ranges[last][1] <= start + 2 * AROUND:
            shown += ranges[last][1] - ranges[last][0]
            last += 1
        if shown > most:
            best, most = start, shown
        if at < last:
            shown -= end - start
        else:
            last = at + 1  # longer than any window
    return best
