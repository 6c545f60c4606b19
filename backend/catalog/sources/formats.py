"""Files of listings as streams of rows: BEIR folders, CSV, XLSX."""

from __future__ import annotations

import codecs
import csv
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from backend.catalog.kinds import KINDS
from backend.core.characters import entered

ENCODINGS = ("utf-8-sig", "gb18030")
_CHUNK = 1 << 20
MOST_UNPACKED = 200 << 20  # bytes of a workbook
MOST_COLUMNS = 256  # of a sheet; a cell at its far end makes each row as wide
MOST_EMPTY = 2000  # rows of a sheet in one go


class SourceError(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row's cells by column. ``number`` counts as people see it: a table's heading is row 1.
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


class BeirSource:
    """Lines of ``{"_id", "title", "text"}``: a corpus holds achievements, queries are needs."""

    _TITLE = 80  # characters of a text that stand for a missing title

    def __init__(self, path: Path, kind: str) -> None:
        held = KINDS[kind].beir
        if held is None:
            raise SourceError(_("BEIR holds needs and achievements alone; use csv or xlsx."))
        file, self.text = held
        self.path = path / file if path.is_dir() else path
        self.columns = ["external_id", "title", self.text]
        self.total: int | None
        encoding, self.total = _encoding_and_lines(self.path)
        if encoding != ENCODINGS[0]:
            raise SourceError(_("%(file)s is not UTF-8; save it as UTF-8.") % {"file": self.path})

    def rows(self) -> Iterator[SourceRow]:
        with self.path.open(encoding=ENCODINGS[0]) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield self._row(number, line)

    def _row(self, number: int, line: str) -> SourceRow:
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            return SourceRow(number, {}, broken=_("This line is not JSON; mend or remove it."))
        if not isinstance(record, dict):
            return SourceRow(number, {}, broken=_("This line is not a JSON object."))
        text = _written(record.get("text")).strip()
        title = _written(record.get("title")).strip()
        if "title" not in record:
            # Queries of many sets have none.
            title = text[: self._TITLE]
        cells = {"external_id": _written(record.get("_id")), "title": title, self.text: text}
        return SourceRow(number, entered(cells))


class CsvSource:
    """Comma, semicolon or tab separated, in UTF-8 or GB 18030."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.encoding, lines = _encoding_and_lines(path)
        self.total: int | None = max(lines - 1, 0)
        with path.open(encoding=self.encoding, newline="") as file:
            heading = file.readline()
        self.delimiter = max(",;\t", key=heading.count)
        self.columns = _heading(next(self._cells(), []), path)

    def rows(self) -> Iterator[SourceRow]:
        cells = self._cells()
        next(cells, None)
        for number, row in enumerate(cells, 2):
            if any(cell.strip() for cell in row):
                yield _table_row(number, self.columns, row)

    def _cells(self) -> Iterator[list[str]]:
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            try:
                yield from reader
            except csv.Error as error:
                raise SourceError(
                    _("%(file)s, line %(line)s: the table is broken (%(why)s).")
                    % {"file": self.path, "line": reader.line_num, "why": error}
                ) from error


class XlsxSource:
    """The first sheet of a workbook."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.columns = _heading(next(self._cells(), []), path)
        self.total: int | None = None

    def rows(self) -> Iterator[SourceRow]:
        cells = self._cells()
        next(cells, None)
        for number, row in enumerate(cells, 2):
            if any(cell.strip() for cell in row):
                yield _table_row(number, self.columns, row)

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
                        % {"file": self.path, "row": number}
                    ) from error
                if row is None:
                    break
                number += 1
                empty = 0 if any(cell is not None for cell in row[:MOST_COLUMNS]) else empty + 1
                self._check_extent(number, len(row), empty)
                yield [_written(cell) for cell in row]
        finally:
            book.close()

    def _check_extent(self, number: int, width: int, empty: int) -> None:
        """Refuse a sheet that is mostly nothing: hours of work in a small file."""
        if width > MOST_COLUMNS:
            raise SourceError(
                _("%(file)s reaches beyond column %(most)s in row %(row)s; delete what lies there.")
                % {"file": self.path, "row": number, "most": MOST_COLUMNS}
            )
        if empty > MOST_EMPTY:
            raise SourceError(
                _("%(file)s has more than %(most)s empty rows up to row %(row)s; delete them.")
                % {"file": self.path, "row": number, "most": f"{MOST_EMPTY:,}"}
            )

    def _check_size(self) -> None:
        """Refuse what would fill the memory when it is unpacked."""
        try:
            with ZipFile(self.path) as packed:
                unpacked = sum(part.file_size for part in packed.infolist())
        except BadZipFile as error:
            raise self._unreadable() from error
        if unpacked > MOST_UNPACKED:
            raise SourceError(
                _("%(file)s holds %(size)s MB unpacked, more than %(most)s; divide it.")
                % {"file": self.path, "size": unpacked >> 20, "most": MOST_UNPACKED >> 20}
            )

    def _unreadable(self) -> SourceError:
        return SourceError(
            _("%(file)s is no XLSX workbook; save it as .xlsx.") % {"file": self.path}
        )


def open_source(path: Path, *, form: str, kind: str) -> Source:
    """The file as a stream; ``form`` is beir, csv or xlsx. Raises SourceError."""
    if not path.exists():
        raise SourceError(_("There is no file %(file)s.") % {"file": path})
    try:
        if form == "beir":
            return BeirSource(path, kind)
        return CsvSource(path) if form == "csv" else XlsxSource(path)
    except OSError as error:
        raise SourceError(
            _("%(file)s cannot be read: %(why)s")
            % {"file": error.filename or path, "why": error.strerror}
        ) from error


def _encoding_and_lines(path: Path) -> tuple[str, int]:
    """Which of ENCODINGS the whole file is in, and how many lines it has. Raises SourceError."""
    if path.stat().st_size == 0:
        raise SourceError(_("%(file)s is empty.") % {"file": path})
    for encoding in ENCODINGS:
        lines = _lines_in(path, encoding)
        if lines is not None:
            return encoding, lines
    raise SourceError(
        _("%(file)s is neither UTF-8 nor GB 18030; save it as UTF-8 and try again.")
        % {"file": path}
    )


def _lines_in(path: Path, encoding: str) -> int | None:
    """The lines of a file in an encoding; None where it is in another."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, last = 0, ""
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                text = decoder.decode(chunk)
                if not _plausible(text):
                    return None
                lines += text.count("\n")
                last = text or last
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return None
    return lines + (not last.endswith("\n"))


def _plausible(text: str) -> bool:
    """Whether people wrote this: GB 18030 decodes most bytes, but not into written characters."""
    return not any(
        unicodedata.category(c) in {"Cn", "Co", "Cs"} or (c < " " and c not in "\t\r\n\x0b\x0c\x1a")
        for c in set(text)
    )


def _heading(cells: list[str], path: Path) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    if not cells:
        raise SourceError(_("%(file)s is empty.") % {"file": path})
    return [cell.strip() for cell in cells]


def _table_row(number: int, columns: list[str], row: list[str]) -> SourceRow:
    surplus = [cell for cell in row[len(columns) :] if cell.strip()]
    if surplus:
        message = _("This row has more cells than the heading; quote cells that hold commas.")
        return SourceRow(number, {}, broken=message)
    whole = row + [""] * (len(columns) - len(row))
    return SourceRow(number, entered(dict(zip(columns, whole, strict=False))))


def _written(cell: Any) -> str:
    """A cell as people would type it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
