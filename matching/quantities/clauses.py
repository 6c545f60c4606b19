"""Where the clauses of a text begin, with what stands in parentheses apart."""

from __future__ import annotations

import re

# A comma between digits groups them: 1,200.
_MARK = re.compile(r"[，。;；！!？?\n()（）]|,(?!\d)|(?<!\d),|[.](?=\s|$|[\u3400-\u9fff])")
SENTENCE_END = re.compile(r"[。！!？?\n]|[.](?=\s|$|[\u3400-\u9fff])")
_OPENING, _CLOSING = "(（", ")）"
_DEEPEST = 8


def clause_starts(text: str) -> tuple[list[int], list[int]]:
    """Rising positions, and for each where the clause begins that goes on there.

    The clause around parentheses goes on behind them; one that is never closed ends with its
    sentence.
    """
    positions, starts = [0], [0]
    open_clauses = [0]
    for match in _MARK.finditer(text):
        mark, end = match[0], match.end()
        if mark in _OPENING and len(open_clauses) < _DEEPEST:
            open_clauses.append(end)
        elif mark in _CLOSING and len(open_clauses) > 1:
            open_clauses.pop()
        elif SENTENCE_END.match(text, match.start()):
            open_clauses = [end]
        else:
            open_clauses[-1] = end
        positions.append(end)
        starts.append(open_clauses[-1])
    return positions, starts
