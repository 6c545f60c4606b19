"""Who tells the story of a deal, and who consents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted
from backend.deals.models import Deal, DealDuty
from backend.deals.rules import party_of

from .models import Case


def side_of(actor: Actor, deal: Deal) -> DealDuty | None:
    """The side for which the actor's word counts; None for none."""
    try:
        return party_of(actor, deal)
    except NotPermitted:
        return None


def may_write(actor: Actor, deal: Deal) -> bool:
    """Who speaks for a side."""
    return side_of(actor, deal) is not None


def may_consent(actor: Actor, case: Case) -> bool:
    """Who speaks for a side that has not agreed."""
    side = side_of(actor, case.deal)
    return side is not None and getattr(case, f"{side}_agreed_by_id") is None


def may_withdraw(actor: Actor, case: Case) -> bool:
    """Either side at any time, and the operator, who moderates."""
    return actor.operator or may_write(actor, case.deal)


def writing_check(actor: Actor, deal: Deal) -> None:
    """Raise NotPermitted for whoever speaks for no side."""
    if not may_write(actor, deal):
        raise NotPermitted(_("Only the two sides of a deal do this."))
