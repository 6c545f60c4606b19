"""Who is shown the way from the shelf into talks."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.introductions.rules import may_begin


def may_ask(actor: Actor) -> bool:
    """Whether to show it: to who may begin talks, and to visitors, who sign in on the way."""
    return not actor.signed_in or may_begin(actor)
