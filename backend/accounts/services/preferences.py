"""What a person chooses for themselves."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.accounts.models import User


def language_choose(*, actor: Actor, language: str) -> None:
    """Remember a person's language for mail; a visitor's choice lives in a cookie alone."""
    if actor.user_id is not None:
        User.objects.filter(pk=actor.user_id).update(language=language)
