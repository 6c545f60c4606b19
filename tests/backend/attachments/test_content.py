"""What is taken as a file, and what is kept of it."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from backend.attachments.content import MAX_NAME, cleaned, safe_name
from tests.backend.attachments.samples import PDF, archive, document, picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/abs/检测报告 第1版.PDF", "检测报告 第1版.pdf"),
        ("tnemyap\u202efdp.exe", "tnemyapfdp.exe"),
        ("a\u200b\u2066b\x00\n.pdf", "ab.pdf"),
        ("  .hidden.  ", "hidden"),
        ("..", "file"),
        ("", "file"),
        ("\u0301\u0316" * 100_000 + "/a.pdf", "a.pdf"),
        ('x<y>:"|?*.pdf', "x_y______.pdf"),
        ("长" * 500 + ".pdf", "长" * (MAX_NAME - 4) + ".pdf"),
    ],
)
def test_names_are_made_safe(raw: str, safe: str) -> None:
    assert safe_name(raw) == safe


@given(st.text(max_size=400))
def test_no_name_is_unsafe(raw: str) -> None:
    safe = safe_name(raw)
    assert 0 < len(safe) <= max(MAX_NAME, len(safe.rpartition(".")[2]) + 5)
    assert not set(safe) & set('/\\<>:"|?*\x00\n\u202e')
    assert safe not in {".", ".."}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", PDF),
        ("a.docx", document()),
        ("a.csv", "序号,数值\n1,2\n".encode("gb18030")),
        ("a.txt", "密度 ≥ 1.80 g/cm³".encode()),
    ],
)
def test_what_is_taken_is_kept_as_it_is(name: str, data: bytes) -> None:
    assert cleaned(name, data)[1] == data


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b""),
        ("a.pdf", b"%PDF-1.4 cut off"),
        ("a.pdf", PDF + archive({"inner.html": HTML})),  # PDF and ZIP at once
        ("a.pdf", picture()),
        ("a.png", PDF),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"garbage" * 50),
        ("a.png", picture("JPEG")),
        ("a.gif", b"GIF89a" + HTML),
        ("a.svg", SVG),
        ("a.png", SVG),
        ("a.txt", SVG),
        ("a.csv", HTML),
        ("a.txt", b"MZ\x90\x00\x03"),
        ("a.txt", b"\xff\xfe\xfd\xfc"),
        ("a.html", HTML),
        ("a.exe", PDF),
        ("a", PDF),
        ("a.zip", document()),
        ("a.docx", archive({"word/document.xml": b""})),
        ("a.docx", archive({"[Content_Types].xml": b"", "xl/workbook.xml": b""})),
        ("a.docx", document()[:-30]),
        ("a.docx", document(**{"word/vbaProject.bin": b"x"})),
        ("a.docx", document(**{"../../evil.xml": b"x"})),
        ("a.docx", document(**{"bomb.xml": b"0" * (201 * 1024 * 1024)})),
        ("a.docx", b"junk before" + document()),
        ("a.docx", document() + b"PK\x01\x02" * 6_000),
    ],
)
def test_what_is_not_what_it_says_is_refused_by_field(name: str, data: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        cleaned(name, data)
    assert list(refused.value.message_dict) == ["file"]


@pytest.mark.parametrize(
    ("form", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_a_picture_loses_all_that_is_not_picture(form: str, name: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of a person"
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    data = picture(form, exif=exif) + archive({"hidden.html": HTML})
    _file_type, kept = cleaned(name, data)
    assert b"Camera" not in kept
    assert b"hidden.html" not in kept
    with Image.open(BytesIO(kept)) as seen:
        assert seen.size == (8, 6)
        assert not seen.getexif()


def test_a_picture_of_too_many_points_is_refused_unread() -> None:
    header = struct.pack("!IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    data = b"\x89PNG\r\n\x1a\n" + struct.pack("!I", 13) + chunk
    data += struct.pack("!I", zlib.crc32(chunk)) + b"\x00" * 40
    with pytest.raises(ValidationError):
        cleaned("a.png", data)
