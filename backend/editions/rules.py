"""Who compiles catalogues, and who proposes for them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty
from backend.core.errors import NotPermitted

from .models import Edition

COMPILE = action(
    "edition_compile",
    _("Compile catalogues of recommended technologies"),
    [Duty.REGIONAL_OFFICER, Duty.OPERATOR],
)


def may_compile(actor: Actor, edition: Edition) -> bool:
    """Whether the actor compiles this edition: whoever does so for its publisher."""
    return COMPILE.allows(actor, edition.publisher_id)


def opening_check(actor: Actor) -> int:
    """The organisation acted for, where the actor compiles catalogues for it. Raises NotPermitted."""
    organisation_id = actor.organisation_id
    if organisation_id is None or not COMPILE.allows(actor, organisation_id):
        raise NotPermitted(_("Offices of the government and the operator compile catalogues."))
    return organisation_id


def may_read(actor: Actor, edition: Edition) -> bool:
    """A published one and one that takes proposals are for everybody, the rest for who compiles it."""
    shown = (Edition.State.OPEN, Edition.State.PUBLISHED)
    return edition.state in shown or may_compile(actor, edition)
