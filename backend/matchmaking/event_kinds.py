"""Kinds of events as data (``kinds_data/``), with how many of each a year asks for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

_FILE = Path(__file__).parent / "kinds_data" / "kinds.toml"


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind: its code, which stands in rows, its names, and how many a year asks for (0: none)."""

    code: str
    zh: str
    en: str
    yearly: int = 0

    def __str__(self) -> str:
        return self.zh if (get_language() or "").startswith("zh") else self.en


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def has_quotas(unit_kind: str, level: int) -> bool:
    """Whether the year's events are the duty of such a unit, of a region of this level."""
    duty = _file()["duty"]
    return unit_kind in duty["units"] and level in duty["levels"]


@cache
def event_kinds() -> dict[str, EventKind]:
    """All kinds by code, in the file's order."""
    return {row["code"]: EventKind(**row) for row in _file()["kinds"]}


def event_kind_choices() -> list[tuple[str, str]]:
    """Each kind with its name, for forms."""
    return [(kind.code, str(kind)) for kind in event_kinds().values()]
