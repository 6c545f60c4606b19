"""Who tends the matcher."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted


def operator_check(actor: Actor) -> None:
    """Raise NotPermitted unless the actor is an operator, or the platform itself."""
    if not actor.operator:
        raise NotPermitted(_("Only operators weigh the matcher's signals and switch releases."))
