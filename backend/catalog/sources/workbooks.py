"""Workbooks as streams of rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from .rows import (
    MOST_COLUMNS,
    SourceError,
    SourceRow,
    cell_written,
    heading_found,
    table_row,
    width_check,
)

MOST_UNPACKED = 200 << 20  # bytes of a workbook
MOST_HELD = 40 << 20  # bytes of a part that is read at once, as words and styles are
MOST_PACKED = 100  # times smaller than unpacked; what people write is packed 5 to 40 times
SMALL = 10 << 20  # bytes of a part that may be packed at will
MOST_EMPTY = 2000  # rows of a sheet in one go


class XlsxSource:
    """The first sheet of a workbook."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.name = path, name
        self._at, self.columns = heading_found(self._cells(), name)
        self.total: int | None = None

    def rows(self) -> Iterator[SourceRow]:
        for number, row in enumerate(self._cells(), 1):
            if number > self._at and any(cell.strip() for cell in row):
                yield table_row(number, self.columns, row)

    def _cells(self) -> Iterator[list[str]]:
        from openpyxl import load_workbook

        self._check_size()
        try:
            book = load_workbook(self.path, read_only=True, data_only=True)
            sheet = book.worksheets[0]
        # The library lets a dozen kinds of error of zip and XML through.
        except Exception as error:
            raise self._unreadable() from error
        # What a sheet says of its size may be wrong: rows outside would be dropped in silence.
        sheet.reset_dimensions()  # type: ignore[union-attr]
        rows = sheet.iter_rows(values_only=True)
        number = empty = 0
        try:
            while True:
                try:
                    row = next(rows, None)
                except Exception as error:
                    raise SourceError(
                        _("%(file)s is damaged behind row %(row)s; save it anew.")
                        % {"file": self.name, "row": number}
                    ) from error
                if row is None:
                    break
                number += 1
                empty = 0 if any(cell is not None for cell in row[:MOST_COLUMNS]) else empty + 1
                self._check_extent(number, len(row), empty)
                yield [cell_written(cell) for cell in row]
        finally:
            book.close()

    def _check_extent(self, number: int, width: int, empty: int) -> None:
        """Refuse a sheet that is mostly nothing: hours of work in a small file."""
        width_check(self.name, number, width)
        if empty > MOST_EMPTY:
            raise SourceError(
                _("%(file)s has more than %(most)s empty rows up to row %(row)s; delete them.")
                % {"file": self.name, "row": number, "most": f"{MOST_EMPTY:,}"}
            )

    def _check_size(self) -> None:
        """Refuse what would fill the memory when it is unpacked."""
        try:
            with ZipFile(self.path) as packed:
                parts = packed.infolist()
        except BadZipFile as error:
            raise self._unreadable() from error
        unpacked = sum(part.file_size for part in parts)
        if unpacked > MOST_UNPACKED:
            raise SourceError(
                _("%(file)s holds %(size)s MB unpacked, more than %(most)s; divide it.")
                % {"file": self.name, "size": unpacked >> 20, "most": MOST_UNPACKED >> 20}
            )
        for part in parts:
            self._check_part(part)

    def _check_part(self, part: ZipInfo) -> None:
        """Refuse a part that takes minutes to read, however small it is packed."""
        sheet = part.filename.startswith("xl/worksheets/")
        blown = part.file_size > SMALL and part.file_size > MOST_PACKED * part.compress_size
        if blown or (part.file_size > MOST_HELD and not sheet):
            raise SourceError(
                _(
                    "%(file)s holds %(size)s MB in %(part)s; copy the rows alone into a new workbook, "
                    "or save it as CSV."
                )
                % {"file": self.name, "size": part.file_size >> 20, "part": part.filename}
            )

    def _unreadable(self) -> SourceError:
        return SourceError(
            _("%(file)s is no XLSX workbook; save it as .xlsx.") % {"file": self.name}
        )
