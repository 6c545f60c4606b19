"""Whose figures somebody sees."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Duty
from backend.core.errors import NotFound

from .values import Desk

NONE_HERE = _("These figures are for those who look after a region.")
_OF_DUTY = {
    Duty.REGIONAL_OFFICER: Desk.REGION,
    Duty.UNIVERSITY_OFFICE: Desk.OFFICE,
    Duty.ENTERPRISE_MEMBER: Desk.ENTERPRISE,
    Duty.BROKER: Desk.BROKER,
}


def desks_of(actor: Actor) -> list[Desk]:
    """The dashboards of whoever acts for an organisation, the first one foremost."""
    found = [Desk.REGION, Desk.OPERATOR] if actor.operator else []
    found += [desk for duty, desk in _OF_DUTY.items() if duty in actor.acting]
    return list(dict.fromkeys(found))


def desk_check(actor: Actor, desk: str) -> Desk:
    """The dashboard of this name. Raises NotFound where the actor has none such."""
    if desk not in desks_of(actor):
        raise NotFound(_("You have no such figures."))
    return Desk(desk)
