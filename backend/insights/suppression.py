"""Small cells of a table are withheld, and what would give them away: pure.

A count of one or two tells of somebody; where a column's sum is told, a single withheld cell could be
reckoned from it, so the next smallest is withheld as well.
"""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 3


def withheld(table: Sequence[Sequence[int]]) -> list[list[int | None]]:
    """The rows with None where a count is withheld; the sums of columns stay safe to tell."""
    shown: list[list[int | None]] = [
        [None if 0 < count < LEAST else count for count in row] for row in table
    ]
    for column in range(len(table[0]) if table else 0):
        hidden = [n for n, row in enumerate(shown) if row[column] is None]
        if len(hidden) != 1:
            continue
        others = [n for n in range(len(table)) if n != hidden[0] and table[n][column] > 0]
        if others:
            shown[min(others, key=lambda n: table[n][column])][column] = None
    return shown


def sums_told(
    table: Sequence[Sequence[int]], shown: Sequence[Sequence[int | None]]
) -> list[int | None]:
    """The sums of the columns; None where what is withheld could be reckoned from one: a single cell,
    or cells that are all one or all two."""
    sums: list[int | None] = []
    for column in range(len(table[0]) if table else 0):
        cells = [
            row[column] for row, told in zip(table, shown, strict=True) if told[column] is None
        ]
        given_away = len(cells) == 1 or (cells and sum(cells) in (len(cells), 2 * len(cells)))
        sums.append(None if given_away else sum(row[column] for row in table))
    return sums
