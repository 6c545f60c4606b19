"""The texts of the confidentiality agreement, a file for each version; a used one never changes."""

from __future__ import annotations

from pathlib import Path

from .models import Deal

NEWEST = "2026-1"
_FOLDER = Path(__file__).parent / "nda"


def nda_text(version: str, deal: Deal, *, language: str) -> str:
    """The text of a version ("zh" counts, "en" is for reading) with the parties of a deal."""
    written = (_FOLDER / f"{version}.{language}.txt").read_text(encoding="utf-8")
    english = language == "en"
    return written.format(
        buyer=_name(deal.buyer, english),
        seller=_name(deal.seller, english),
        title=deal.title,
        number=deal.number,
    )


def _name(organisation: object, english: bool) -> str:
    name = getattr(organisation, "name_en", "") if english else ""
    return name or str(getattr(organisation, "name"))  # noqa: B009
