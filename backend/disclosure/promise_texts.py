"""The texts that who asks promises, a file for each version; a used one never changes."""

from __future__ import annotations

from pathlib import Path

from backend.accounts.models import Organisation
from backend.catalog.models import Listing

NEWEST = "2026-1"
_FOLDER = Path(__file__).parent / "promises"


def promise_text(
    listing: Listing, asker: Organisation, *, language: str, version: str = NEWEST
) -> str:
    """The text of a version ("zh" counts, "en" is for reading) with the two sides and the listing."""
    written = (_FOLDER / f"{version}.{language}.txt").read_text(encoding="utf-8")
    names = {"asker": asker, "owner": listing.owner}
    said = {
        key: (named.name_en if language == "en" else "") or named.name
        for key, named in names.items()
    }
    return written.format(title=listing.title, **said)
