"""Who states a firm's figures, and who keeps a region's ladder."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty, Organisation, UnitKind
from backend.accounts.regions import beginning_of

from .ladders import Ladder
from .models import Standing

REPORT = action(
    "firm_report", _("State a firm's figures and ask for grades"), [Duty.ENTERPRISE_MEMBER]
)
KEEP = action(
    "ladder_keep",
    _("Keep a region's ladder of firms"),
    [Duty.REGIONAL_OFFICER],
    units=[UnitKind.SCIENCE, UnitKind.PARK, UnitKind.INDUSTRY],
)
NOT_FIRM = _("Only a member of the firm does this.")
NOT_KEEPER = _("Only an officer of a region that the firm lies in does this.")


def keeps(actor: Actor, region: str) -> bool:
    """Whether the actor is an officer of a unit whose region holds this one."""
    own = [pk for pk in actor.duties if KEEP.allows(actor, pk)]
    units = Organisation.objects.filter(pk__in=own).values_list("region", flat=True)
    return any(region.startswith(beginning_of(code)) for code in units)


def keeps_ladder(actor: Actor, ladder: Ladder) -> bool:
    """Whether the actor keeps this ladder as a whole."""
    return keeps(actor, ladder.region)


def may_apply(actor: Actor, firm_id: int) -> bool:
    """A member of the firm."""
    return REPORT.allows(actor, firm_id)


def may_keep(actor: Actor, standing: Standing) -> bool:
    """An officer of a region that the firm lies in."""
    return keeps(actor, standing.firm.region)


def may_leave(actor: Actor, standing: Standing) -> bool:
    """The firm itself, or an officer."""
    return may_apply(actor, standing.firm_id) or may_keep(actor, standing)


def standings_readable(actor: Actor) -> Q:
    """What is recognised everybody reads; the way there is the firm's and its officers' matter."""
    if actor.operator:
        return Q()
    found = Q(state=Standing.State.RECOGNISED) | Q(firm_id__in=list(actor.duties))
    own = [pk for pk in actor.duties if KEEP.allows(actor, pk)]
    for code in Organisation.objects.filter(pk__in=own).values_list("region", flat=True):
        found |= Q(firm__region__startswith=beginning_of(code))
    return found
