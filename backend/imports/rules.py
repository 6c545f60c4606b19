"""Who imports."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.catalog.kinds import KINDS

from .models import Import


def kinds_importable(actor: Actor, owner_id: int | None) -> list[str]:
    """The kinds of which the actor lists everything for the organisation; the platform lists all."""
    if actor.operator:
        return list(KINDS)
    return [name for name, kind in KINDS.items() if kind.listed_by.allows(actor, owner_id)]


def may_import(actor: Actor, kind: str, owner_id: int | None) -> bool:
    """Whoever answers for all of a kind in the organisation, and the platform; nobody for his own
    alone, since a file may change what others answer for."""
    return kind in kinds_importable(actor, owner_id)


def importing_anywhere(actor: Actor) -> bool:
    """Whether there is an organisation for which the actor imports."""
    return actor.operator or any(kinds_importable(actor, pk) for pk in actor.duties)


def may_handle(actor: Actor, run: Import) -> bool:
    """The same for an import that is there."""
    return may_import(actor, run.kind, run.owner_id)
