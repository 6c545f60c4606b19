"""Desks: what people find after signing in, in parts that apps register in their ``desk.py``.

Each part is for some duties in the organisation acted for; parts without duties are for whoever holds
none there. The portal's page only composes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from .actors import Actor
from .models import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPart:
    """One app's part. ``context`` gives what ``template`` reads, None to leave the part out."""

    name: str
    duties: tuple[Duty, ...]
    order: int
    template: str
    context: Callable[[HttpRequest, Actor], Mapping[str, Any] | None]


_PARTS: dict[str, DeskPart] = {}


def desk_register(*parts: DeskPart) -> None:
    """Take an app's parts. Raises ValueError where two share a name."""
    for part in parts:
        if _PARTS.setdefault(part.name, part) is not part:
            raise ValueError(f"two parts of desks are called {part.name}")


def desk_parts_for(actor: Actor) -> list[DeskPart]:
    """The parts of each duty held where the person acts, in their order, each part once."""
    ordered = sorted(_PARTS.values(), key=lambda part: (part.order, part.name))
    held = [duty for duty in Duty if duty in actor.acting]
    found = [part for duty in held for part in ordered if duty in part.duties]
    return list(dict.fromkeys(found or (part for part in ordered if not part.duties)))
