"""Desks: what people find after signing in, in parts that apps register in their ``desk.py``.

Each part is for some duties in the organisation acted for; parts without duties are for whoever holds
none there. The portal's page only composes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet
from django.http import HttpRequest

from .actors import Actor
from .duties import Action
from .models import Duty, User


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPart:
    """One app's part. ``context`` gives what ``template`` reads, None to leave the part out.

    ``rests_on`` names the rows without any of which there is nothing to show; None where it shows
    something in any case. A desk asks for those of all its parts at once (``desk_parts_filled``).
    ``of`` is the action that the part is for, where units of some kinds alone have it to do.
    """

    name: str
    duties: tuple[Duty, ...]
    order: int
    template: str
    context: Callable[[HttpRequest, Actor], Mapping[str, Any] | None]
    rests_on: Callable[[Actor], Sequence[QuerySet[Any]] | None] = lambda actor: None
    of: Action | None = None


_PARTS: dict[str, DeskPart] = {}


def desk_register(*parts: DeskPart) -> None:
    """Take an app's parts. Raises ValueError where two share a name."""
    for part in parts:
        if _PARTS.setdefault(part.name, part) is not part:
            raise ValueError(f"two parts of desks are called {part.name}")


def desk_parts_for(actor: Actor) -> list[DeskPart]:
    """The parts of each duty held where the person acts, in their order, each part once."""
    parts = [
        p for p in _PARTS.values() if p.of is None or p.of.concerns(actor, actor.organisation_id)
    ]
    ordered = sorted(parts, key=lambda part: (part.order, part.name))
    held = [duty for duty in Duty if duty in actor.acting]
    found = [part for duty in held for part in ordered if duty in part.duties]
    return list(dict.fromkeys(found or (part for part in ordered if not part.duties)))


def desk_parts_filled(actor: Actor, parts: Iterable[DeskPart]) -> list[DeskPart]:
    """Those of ``parts`` that have something to show, as far as the rows that they rest on tell.

    One query, however many apps there are.
    """
    found = [(part, part.rests_on(actor)) for part in parts]
    asked = {
        f"rows_{at}_{n}": Exists(rows)
        for at, (_part, sets) in enumerate(found)
        for n, rows in enumerate(sets or ())
    }
    known = User.objects.filter(pk=actor.person).values(**asked).get() if asked else {}
    filled = {name.split("_")[1] for name, there in known.items() if there}
    return [part for at, (part, sets) in enumerate(found) if sets is None or str(at) in filled]
