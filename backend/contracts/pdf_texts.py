"""The text that a PDF holds, as far as it can be read; a stranger's file, so read confined."""

from __future__ import annotations

from io import BytesIO

from backend.core.confined import Overrun, run_confined

MAX_PAGES = 100


def pdf_text(pdf: bytes) -> str:
    """The text without white space; "" for a picture or what cannot be read in time."""
    try:
        return run_confined(__name__, pdf).decode()
    except Overrun:
        # A damaged file breaks the reader in more ways than it names; people compare it then.
        return ""


def libraries() -> None:
    """Load what reading takes."""
    import pypdf  # noqa: F401


def work(given: bytes) -> bytes:
    """The text of a PDF."""
    from pypdf import PdfReader

    pages = PdfReader(BytesIO(given)).pages[:MAX_PAGES]
    text = "".join("".join((page.extract_text() or "").split()) for page in pages)
    return text.encode("utf-8", "ignore")
