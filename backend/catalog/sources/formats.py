"""Files of listings as streams of rows: BEIR folders, CSV, XLSX."""

from __future__ import annotations

import codecs
import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from backend.catalog.kinds import KINDS
from backend.core.characters import entered

from .rows import (
    SEARCHED,
    Source,
    SourceError,
    SourceRow,
    cell_written,
    heading_found,
    table_row,
)
from .workbooks import XlsxSource

ENCODINGS = ("utf-8-sig", "gb18030")
_CHUNK = 1 << 20
_QUOTED = re.compile(r'"[^"]*"?')


class BeirSource:
    """Lines of ``{"_id", "title", "text"}``: a corpus holds achievements, queries are needs."""

    _TITLE = 80  # characters of a text that stand for a missing title

    def __init__(self, path: Path, name: str, kind: str) -> None:
        held = KINDS[kind].beir
        if held is None:
            raise SourceError(_("BEIR holds needs and achievements alone; use csv or xlsx."))
        file, self.text = held
        self.path = path / file if path.is_dir() else path
        self.columns = ["external_id", "title", self.text]
        self.total: int | None
        encoding, self.total = _encoding_and_lines(self.path, name)
        if encoding != ENCODINGS[0]:
            raise SourceError(_("%(file)s is not UTF-8; save it as UTF-8.") % {"file": name})

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
        text = cell_written(record.get("text")).strip()
        title = cell_written(record.get("title")).strip()
        if "title" not in record:
            # Queries of many sets have none.
            title = text[: self._TITLE]
        cells = {"external_id": cell_written(record.get("_id")), "title": title, self.text: text}
        return SourceRow(number, entered(cells))


class CsvSource:
    """Comma, semicolon or tab separated, in UTF-8 or GB 18030."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.name = path, name
        self.encoding, lines = _encoding_and_lines(path, name)
        self.delimiter = self._delimiter()
        self._at, self.columns = heading_found(self._cells(), name)
        self.total: int | None = max(lines - self._at, 0)

    def rows(self) -> Iterator[SourceRow]:
        for number, row in enumerate(self._cells(), 1):
            if number > self._at and any(cell.strip() for cell in row):
                yield table_row(number, self.columns, row)

    def _delimiter(self) -> str:
        """What parts the first line that is parted at all; within quotes it parts nothing."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            for line in islice(file, SEARCHED):
                bare = _QUOTED.sub("", line)
                delimiter = max(",;\t", key=bare.count)
                if bare.count(delimiter):
                    return delimiter
        return ","

    def _cells(self) -> Iterator[list[str]]:
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            try:
                yield from reader
            except csv.Error as error:
                raise SourceError(
                    _("%(file)s, line %(line)s: the table is broken (%(why)s).")
                    % {"file": self.name, "line": reader.line_num, "why": error}
                ) from error


def open_source(path: Path, *, form: str, kind: str, name: str = "") -> Source:
    """The file as a stream; ``form`` is beir, csv or xlsx, ``name`` what people call the file.
    Raises SourceError.
    """
    name = name or str(path)
    if not path.exists():
        raise SourceError(_("There is no file %(file)s.") % {"file": name})
    try:
        if form == "beir":
            return BeirSource(path, name, kind)
        return CsvSource(path, name) if form == "csv" else XlsxSource(path, name)
    except OSError as error:
        raise SourceError(
            _("%(file)s cannot be read: %(why)s") % {"file": name, "why": error.strerror}
        ) from error


def _encoding_and_lines(path: Path, name: str) -> tuple[str, int]:
    """Which of ENCODINGS the whole file is in, and how many lines it has. Raises SourceError."""
    if path.stat().st_size == 0:
        raise SourceError(_("%(file)s is empty.") % {"file": name})
    for encoding in ENCODINGS:
        lines = _lines_in(path, encoding)
        if lines is not None:
            return encoding, lines
    raise SourceError(
        _("%(file)s is neither UTF-8 nor GB 18030; save it as UTF-8 and try again.")
        % {"file": name}
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
