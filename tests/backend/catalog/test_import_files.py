"""Files that the import refuses: damaged, foreign, too large, misread."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.management import CommandError

from backend.catalog.models import Listing
from backend.core.models import Event
from tests import factories
from tests.backend.catalog.sheets import ROW, run, table
from tests.factories import Market

pytestmark = pytest.mark.usefixtures("own_folder")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"external_id,title\n", "no row"),
        (b"external_id,background\na,b\n", "title"),
        (b"external_id,title" + b",h" * 300 + b"\na,b\n", "beyond column 256 in row 1"),
        (b"," * 100_000 + b"\n", "beyond column 256 in row 1"),
        (b"external_id,title,Title\na,b,c\n", "Two columns"),
        ("external_id,title\na,caf\xe9\xff".encode("latin-1"), "UTF-8"),
        ("external_id,title\r\na,散热膜\r\n".encode("utf-16"), "UTF-8"),
        ("external_id,title\r\na,散热膜\r\n".encode("utf-16-le"), "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "UTF-8"),
    ],
)
@pytest.mark.parametrize("language", ["en"])
def test_a_bad_file_is_refused_as_a_whole(
    market: Market, tmp_path: Path, content: bytes, told: str, language: str
) -> None:
    path = tmp_path / "needs.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        run(path, market, language=language)
    assert told in str(refused.value)
    assert not Listing.objects.exists()
    assert not Event.objects.exists()


def test_a_bad_workbook_is_refused(market: Market, tmp_path: Path) -> None:
    path = tmp_path / "needs.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(CommandError, match="XLSX"):
        run(path, market, form="xlsx")


def _repacked(path: Path, change: Any) -> Path:
    """The workbook with its first sheet's XML changed."""
    parts = {}
    with ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["xl/worksheets/sheet1.xml"] = change(parts["xl/worksheets/sheet1.xml"])
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


def _workbook(path: Path, rows: int) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["external_id", "title"])
    for n in range(rows):
        book.active.append([f"r{n}", f"需求 {n}"])
    book.save(path)
    return path


def test_rows_outside_the_size_that_a_sheet_declares_are_read(
    market: Market, tmp_path: Path
) -> None:
    path = _repacked(
        _workbook(tmp_path / "needs.xlsx", 3),
        lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A2"', xml),
    )
    out, _err = run(path, market, form="xlsx")
    assert "3 new" in out


def test_a_damaged_sheet_is_told_with_its_place(market: Market, tmp_path: Path) -> None:
    path = _repacked(_workbook(tmp_path / "needs.xlsx", 3), lambda xml: xml[: len(xml) // 2])
    with pytest.raises(CommandError, match=r"damaged behind row \d"):
        run(path, market, form="xlsx")
    assert not Listing.objects.exists()


def test_what_would_fill_the_memory_is_not_unpacked(
    market: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.catalog.sources.workbooks.MOST_UNPACKED", 1 << 20)
    path = _repacked(_workbook(tmp_path / "needs.xlsx", 1), lambda xml: xml + b" " * (2 << 20))
    assert path.stat().st_size < 1 << 15
    with pytest.raises(CommandError, match="2 MB unpacked"):
        run(path, market, form="xlsx")
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("part", "limit"),
    [
        ("xl/sharedStrings.xml", "MOST_HELD"),
        ("xl/words.xml", "MOST_HELD"),
        ("xl/styles.xml", "SMALL"),
    ],
)
def test_a_part_that_is_blown_up_or_held_whole_is_not_read(
    market: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, limit: str
) -> None:
    monkeypatch.setattr(f"backend.catalog.sources.workbooks.{limit}", 1 << 20)
    path = _workbook(tmp_path / "needs.xlsx", 1)
    with ZipFile(path, "a", ZIP_DEFLATED) as packed:
        packed.writestr(part + "x", b"<si><t>a</t></si>" * (1 << 17))
    with pytest.raises(CommandError, match=f"2 MB in {part}x; copy the rows"):
        run(path, market, form="xlsx")
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ('<row r="9"><c r="XFD9"/></row>', "beyond column 256 in row 9"),
        ('<row r="1048576"><c r="A1048576"/></row>', "2,000 empty rows"),
    ],
)
def test_a_sheet_of_nothing_is_refused_before_it_is_read(
    market: Market, tmp_path: Path, rows: str, told: str
) -> None:
    path = _repacked(
        _workbook(tmp_path / "needs.xlsx", 1),
        lambda xml: xml.replace(b"</sheetData>", f"{rows}</sheetData>".encode()),
    )
    with pytest.raises(CommandError, match=told):
        run(path, market, form="xlsx")
    assert not Listing.objects.exists()


def test_every_row_refused_is_a_failure(market: Market, tmp_path: Path) -> None:
    path = table(tmp_path / "needs.csv", [["r1", " ", "", "", "", "", ""]])
    with pytest.raises(CommandError, match="Every row"):
        run(path, market)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"owner": "nobody knows"}, "nobody knows"),
        ({"owner": "999999999"}, "999999999"),
        ({"contact": "nobody@example.org"}, "nobody@example.org"),
        ({"errors": Path("/nowhere/at/all.csv")}, "--errors"),
    ],
)
def test_a_bad_option_is_told(
    market: Market, tmp_path: Path, options: dict[str, Any], told: str
) -> None:
    path = table(tmp_path / "needs.csv", [ROW])
    with pytest.raises(CommandError, match=told):
        run(path, market, **options)
    assert not Listing.objects.exists()


def test_who_may_not_list_is_no_contact(market: Market, tmp_path: Path) -> None:
    path = table(tmp_path / "needs.csv", [ROW])
    with pytest.raises(CommandError):
        run(path, market, contact=market.stranger.email)
    with pytest.raises(CommandError, match="no member"):
        run(path, market, owner=market.agency.name)
    assert not Listing.objects.exists()


def test_a_waiting_owner_is_told(market: Market, tmp_path: Path) -> None:
    waiting = factories.organisation(verified_at=None)
    factories.member(waiting, factories.Duty.ENTERPRISE_MEMBER)
    with pytest.raises(CommandError, match="verification"):
        run(table(tmp_path / "needs.csv", [ROW]), market, owner=str(waiting.pk))
