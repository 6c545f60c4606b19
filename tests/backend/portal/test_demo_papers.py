"""The demo's files are real ones."""

from __future__ import annotations

import re

from backend.attachments.content import cleaned
from backend.portal.demo.papers import curve, paper


def test_a_paper_is_a_pdf_whose_table_finds_its_objects() -> None:
    data = paper("检测报告", ["面内热导率：1350 W/(m·K)"])
    assert cleaned("report.pdf", data)[1] == data
    start = int(re.findall(rb"startxref\n(\d+)", data)[0])
    assert data[start:].startswith(b"xref")
    for number, place in enumerate(re.findall(rb"(\d{10}) 00000 n", data), 1):
        assert data[int(place) :].startswith(b"%d 0 obj" % number)


def test_a_curve_is_a_picture() -> None:
    file_type, _data = cleaned("curve.png", curve("recall (%)", [91, 95, 99]))
    assert file_type.media_type == "image/png"
