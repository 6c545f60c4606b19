"""Lists that people take along: the rows of a page as workbook, CSV or JSON, whatever narrows them.

A view of a list asks ``format_asked`` and answers with ``exported``; its template shows the choices by
``core/_export.html``. Rows go through a file and never stand in memory together.
"""

from __future__ import annotations

import csv
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import capfirst

from .characters import legible
from .sheets import XLSX, workbook_write

FORMATS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "json": "application/json"}
_CHUNK = 64 * 1024
_IN_MEMORY = 2 << 20  # bytes; more goes through the disk
_AT_ONCE = 500  # rows read from the database
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in JSON, its heading, and what a row says under it."""

    key: str
    head: Any
    value: Callable[[Any], Any]


def format_asked(request: HttpRequest) -> str:
    """The format in which a list is to be taken along; empty where it is only looked at."""
    asked = request.GET.get("format", "")
    return asked if asked in FORMATS else ""


def exported(
    request: HttpRequest, name: str, columns: Sequence[Column], rows: Iterable[Any]
) -> StreamingHttpResponse:
    """All rows in the format asked, as a file called ``name``; what the reader may not know of has to
    be left out of ``rows`` and ``columns`` by then.
    """
    form = format_asked(request)
    if isinstance(rows, QuerySet):
        rows = rows.iterator(chunk_size=_AT_ONCE)
    file: Any = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # closed by the answer
    _WRITERS[form](file, name, columns, rows)
    file.seek(0)
    parts = _parts_async(file) if isinstance(request, ASGIRequest) else _parts(file)
    answer = StreamingHttpResponse(parts, content_type=FORMATS[form])
    answer.headers["Content-Disposition"] = (
        content_disposition_header(True, legible(f"{name}.{form}")) or "attachment"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while part := file.read(_CHUNK):
            yield part


async def _parts_async(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while part := await sync_to_async(file.read)(_CHUNK):
            yield part


def _heads(columns: Sequence[Column]) -> list[str]:
    return [str(capfirst(str(column.head))) for column in columns]


def _xlsx(file: IO[bytes], name: str, columns: Sequence[Column], rows: Iterable[Any]) -> None:
    cells = ([column.value(row) for column in columns] for row in rows)
    workbook_write(file, name, _heads(columns), cells)


def _csv(file: IO[bytes], name: str, columns: Sequence[Column], rows: Iterable[Any]) -> None:
    # With a byte order mark: spreadsheets then read Chinese as it is.
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(_heads(columns))
    for row in rows:
        writer.writerow([_harmless(column.value(row)) for column in columns])
    text.detach()


def _json(file: IO[bytes], name: str, columns: Sequence[Column], rows: Iterable[Any]) -> None:
    for at, row in enumerate(rows):
        said = {column.key: _plain(column.value(row)) for column in columns}
        file.write(
            (",\n" if at else "[\n").encode() + json.dumps(said, ensure_ascii=False).encode()
        )
    file.write(b"\n]\n" if file.tell() else b"[]\n")


_WRITERS = {"xlsx": _xlsx, "csv": _csv, "json": _json}


def _plain(value: Any) -> Any:
    """As JSON holds it: amounts and days are text."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return f"{value:f}" if isinstance(value, Decimal) else legible(str(value))


def _harmless(value: Any) -> Any:
    """As CSV holds it: no text that a spreadsheet would run as a formula."""
    value = _plain(value)
    if isinstance(value, str) and value.startswith(_BEGINS_FORMULA) and not _number(value):
        return f"'{value}"
    return value


def _number(text: str) -> bool:
    return text[1:].replace(".", "", 1).isdecimal()
