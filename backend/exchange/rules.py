"""Who looks after partner markets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action, binds
from backend.accounts.models import Duty
from backend.core.errors import NotPermitted

from .models import Market

MANAGE = action("market_manage", _("Look after partner markets"), [Duty.OPERATOR], operator=True)


def may_manage(actor: Actor) -> bool:
    """Whether the actor looks after partner markets: operators do."""
    return MANAGE.allows(actor, actor.organisation_id)


def managing_check(actor: Actor) -> None:
    """Raise NotPermitted for whoever does not look after partner markets."""
    if not may_manage(actor):
        raise NotPermitted(_("Only operators look after partner markets."))


def may_accept(actor: Actor, market: Market) -> bool:
    """Whether the actor's word is the partner market's."""
    return binds(actor, market.organisation_id)
