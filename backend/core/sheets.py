"""Workbooks: tables that people take along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from .characters import legible

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST = 48  # characters of a column
_NARROWEST = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its name, its columns' heads, its rows of text, numbers and dates."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


def workbook_of(*sheets: Sheet) -> bytes:
    """The sheets as xlsx. Text stays text, also where it begins as a formula does."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        rows = [list(row) for row in sheet.rows]
        page: Any = book.create_sheet(_name(sheet.title))
        page.freeze_panes = "A2"
        for n, column in enumerate(sheet.columns):
            seen = [column, *(row[n] for row in rows)]
            page.column_dimensions[get_column_letter(n + 1)].width = min(
                max(map(_width, seen)) + 2, _WIDEST
            )
        page.append([_head(page, str(column)) for column in sheet.columns])
        for row in rows:
            page.append([_cell(page, value) for value in row])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def workbook_write(
    file: IO[bytes], title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """One sheet of any length into a file, a row at a time; columns are as wide as their heads."""
    book = Workbook(write_only=True)
    page: Any = book.create_sheet(_name(title))
    page.freeze_panes = "A2"
    for n, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(n)].width = max(_width(column) + 2, _NARROWEST)
    page.append([_head(page, str(column)) for column in columns])
    for row in rows:
        page.append([_cell(page, value) for value in row])
    book.save(file)


def download(data: bytes, name: str, media_type: str = XLSX) -> HttpResponse:
    """An answer that the browser saves under ``name``, which may be Chinese."""
    answer = HttpResponse(data, content_type=media_type)
    answer.headers["Content-Disposition"] = (
        content_disposition_header(True, legible(name)) or "attachment"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _name(title: str) -> str:
    """A sheet's name has at most 31 characters, and not all of them."""
    return "".join(" " if c in "[]:*?/\\" else c for c in legible(title))[:31]


def _width(value: Any) -> int:
    return sum(2 if ord(c) > 0x2E80 else 1 for c in str("" if value is None else value))


def _head(page: Any, text: str) -> Any:
    cell = _cell(page, text)
    cell.font = Font(bold=True)
    return cell


def _cell(page: Any, value: Any) -> Any:
    if isinstance(value, datetime):
        value = timezone.localtime(value).replace(tzinfo=None)
    known = value is None or isinstance(value, (int, float, datetime)) or hasattr(value, "quantize")
    if not known and not hasattr(value, "isoformat"):
        value = legible(str(value))
    cell: Any = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(vertical="top", wrap_text=len(value) > _WIDEST // 2)
    elif hasattr(value, "quantize"):
        cell.number_format = "#,##0.00"
    return cell
