"""What every kind of file comes down to: a heading, and rows of cells under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Protocol

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from backend.core.characters import entered

MOST_COLUMNS = 256  # of a table; each is a column to guess, to show and to read in every row
SEARCHED = 20  # rows in which the heading is looked for: sheets begin with titles and blank rows


class SourceError(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row's cells by column. ``number`` counts as people see it: the first line of a file is 1.
    ``broken`` says why a row could not be taken apart at all."""

    number: int
    cells: dict[str, str]
    broken: str = ""


class Source(Protocol):
    """A file that was opened: its columns as written, how many rows (None: unknown), the rows."""

    columns: list[str]
    total: int | None

    def rows(self) -> Iterator[SourceRow]:
        """Read from the beginning, a row at a time. Raises SourceError."""
        ...


def heading_found(cells: Iterable[list[str]], name: str) -> tuple[int, list[str]]:
    """The row number of the heading and its columns: the first row of several cells, since a title may
    stand above it, else the first that says anything. Raises SourceError for an empty file and for one
    that is too wide.
    """
    first: tuple[int, list[str]] | None = None
    for number, row in enumerate(islice(cells, SEARCHED), 1):
        width_check(name, number, len(row))
        filled = sum(bool(cell.strip()) for cell in row)
        if filled and first is None:
            first = number, row
        if filled > 1:
            first = number, row
            break
    if first is None:
        raise SourceError(_("%(file)s is empty.") % {"file": name})
    return first[0], _told_apart(first[1])


def width_check(name: str, number: int, width: int) -> None:
    """Raise SourceError for a row that is wider than any table that people make."""
    if width > MOST_COLUMNS:
        raise SourceError(
            _("%(file)s reaches beyond column %(most)s in row %(row)s; delete what lies there.")
            % {"file": name, "row": number, "most": MOST_COLUMNS}
        )


def _told_apart(cells: Sequence[str]) -> list[str]:
    """Headings without outer blanks; one that stands twice is named with the letter of its column."""
    columns = [cell.strip() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    seen: set[str] = set()
    for at, column in enumerate(columns):
        if column and column in seen:
            columns[at] = f"{column} [{get_column_letter(at + 1)}]"
        seen.add(columns[at])
    return columns


def table_row(number: int, columns: list[str], row: list[str]) -> SourceRow:
    """A row of a table under its heading."""
    surplus = [cell for cell in row[len(columns) :] if cell.strip()]
    if surplus:
        message = _("This row has more cells than the heading; quote cells that hold commas.")
        return SourceRow(number, {}, broken=message)
    whole = row + [""] * (len(columns) - len(row))
    return SourceRow(number, entered(dict(zip(columns, whole, strict=False))))


def cell_written(cell: Any) -> str:
    """A cell as people would type it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
