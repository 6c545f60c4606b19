"""The text that a PDF holds, as far as it can be read; a stranger's file, so read confined."""

from __future__ import annotations

import sys
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


def main() -> None:
    """Write the text of the PDF on stdin to stdout."""
    from pypdf import PdfReader

    pages = PdfReader(BytesIO(sys.stdin.buffer.read())).pages[:MAX_PAGES]
    text = "".join("".join((page.extract_text() or "").split()) for page in pages)
    sys.stdout.buffer.write(text.encode("utf-8", "ignore"))


if __name__ == "__main__":
    main()
