"""Runs of white space as one, with the way back to where everything stood."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_RUN = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class Spaced:
    """``text`` without runs of white space; ``origin`` leads from its characters to the original's."""

    text: str
    _starts: tuple[int, ...] = (0,)
    _shifts: tuple[int, ...] = (0,)

    def origin(self, at: int) -> int:
        """Where in the original the character ``at`` stands."""
        return at + self._shifts[bisect_right(self._starts, at) - 1]


def spaced(text: str) -> Spaced:
    """``text`` with each run of white space as one blank, or as one line's end where it holds one."""
    pieces, starts, shifts = list[str](), [0], [0]
    done = 0
    for run in _RUN.finditer(text):
        pieces += [text[done : run.start()], "\n" if "\n" in run[0] else " "]
        done = run.end()
        shifts.append(shifts[-1] + len(run[0]) - 1)
        starts.append(done - shifts[-1])
    if done == 0:
        return Spaced(text)
    return Spaced("".join([*pieces, text[done:]]), tuple(starts), tuple(shifts))
