"""Small real files for the demo: a page of text as PDF, and a curve as picture."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/Ascent 880/Descent -120"
    b"/CapHeight 700/ItalicAngle 0/StemV 90/FontBBox[-25 -254 1000 880]>>>>]>>"
)
_TEAL, _INK, _PAPER = (11, 110, 105), (70, 80, 84), (255, 255, 255)


def paper(title: str, lines: Sequence[str]) -> bytes:
    """One page of A4 as PDF, in a Chinese typeface that every reader brings along."""
    text = [b"BT", _line(title, 18, 780)]
    text += [_line(line, 11, 740 - 22 * n) for n, line in enumerate(lines)]
    stream = b"\n".join([*text, b"ET"])
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        _FONT,
    ]
    written = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(written))
    )


def _line(words: str, points: int, height: int) -> bytes:
    shown = words.encode("utf-16-be").hex().encode()
    return b"/F1 %d Tf 1 0 0 1 60 %d Tm <%s> Tj" % (points, height, shown)


def curve(label: str, values: Sequence[float]) -> bytes:
    """A measured curve as PNG; ``label`` is of Latin letters."""
    picture = Image.new("RGB", (720, 420), _PAPER)
    pen = ImageDraw.Draw(picture)
    left, top, right, bottom = 60, 50, 690, 370
    low, high = min(values), max(values)
    for n in range(5):
        height = bottom - (bottom - top) * n / 4
        pen.line([(left, height), (right, height)], fill=(226, 230, 232))
        pen.text((10, height - 6), f"{low + (high - low) * n / 4:.0f}", fill=_INK)
    step = (right - left) / (len(values) - 1)
    scale = (bottom - top) / (high - low)
    points = [(left + step * n, bottom - (v - low) * scale) for n, v in enumerate(values)]
    pen.line(points, fill=_TEAL, width=3, joint="curve")
    pen.text((left, 18), label, fill=_INK)
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
