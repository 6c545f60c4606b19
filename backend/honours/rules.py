"""Who tells the story of a deal, and who consents; who draws up lists of honours."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty, Organisation, UnitKind
from backend.core.errors import NotPermitted
from backend.deals.models import Deal, DealDuty
from backend.deals.rules import party_of

from .models import Case, Honour, HonourList

LIST = action(
    "honours_list", _("Draw up the region's yearly lists of honours"), [Duty.REGIONAL_OFFICER]
)
NOT_UNIT = _("Only officers of the science bureau that draws up the list do this.")


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


def unit_listing(actor: Actor) -> Organisation | None:
    """The science bureau that the actor acts for and draws up lists for."""
    if actor.organisation_id is None or not LIST.allows(actor, actor.organisation_id):
        return None
    found = Organisation.objects.filter(pk=actor.organisation_id, unit_kind=UnitKind.SCIENCE)
    return found.first()


def may_publish_list(actor: Actor, found: HonourList) -> bool:
    """Officers of the bureau."""
    return LIST.allows(actor, found.unit_id)


def lists_readable(actor: Actor) -> Q:
    """Published ones; drafts for their unit, for persons who are asked, and for operators."""
    if actor.operator:
        return Q()
    held = [pk for pk in actor.duties if LIST.allows(actor, pk)]
    asked = Honour.objects.filter(person_id=actor.user_id or 0).values("honour_list_id")
    return Q(state=HonourList.State.PUBLISHED) | Q(unit__in=held) | Q(pk__in=asked)


def may_read_amount(actor: Actor, honour: Honour, found: HonourList) -> bool:
    """Whoever is honoured, the unit and operators."""
    own = honour.organisation_id in actor.duties if honour.organisation_id else False
    return (
        own
        or actor.operator
        or (honour.person_id is not None and honour.person_id == actor.user_id)
        or may_publish_list(actor, found)
    )
