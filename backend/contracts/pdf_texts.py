"""The text that a PDF holds, as far as it can be read."""

from __future__ import annotations

from io import BytesIO

MAX_PAGES = 100


def pdf_text(pdf: bytes) -> str:
    """The text without white space; "" for a picture or what cannot be read."""
    from pypdf import PdfReader

    try:
        pages = PdfReader(BytesIO(pdf)).pages[:MAX_PAGES]
        return "".join("".join((page.extract_text() or "").split()) for page in pages)
    except Exception:
        # A damaged file breaks the reader in more ways than it names; people compare it then.
        return ""
