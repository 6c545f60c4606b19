"""Who appoints a panel, runs its sittings, and gives verdicts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty, UnitKind

from .models import Item, Panel, Sitting

RUN = action(
    "panel_run",
    _("Appoint an advisory panel and run its sittings"),
    [Duty.REGIONAL_OFFICER],
    units=[UnitKind.SCIENCE, UnitKind.PARK, UnitKind.INDUSTRY, UnitKind.ORGANISATION],
)
NOT_RUNNING = _("Only officers of the unit that appointed the panel do this.")
NOT_A_MEMBER = _("Only members of the panel give verdicts.")


def may_run(actor: Actor, panel: Panel) -> bool:
    """Officers of the panel's unit."""
    return RUN.allows(actor, panel.unit_id)


def may_run_sitting(actor: Actor, sitting: Sitting) -> bool:
    """The same, of a sitting."""
    return may_run(actor, sitting.panel)


def may_judge(actor: Actor, item: Item) -> bool:
    """Members of the panel, but not of a need of their own organisation."""
    if actor.user_id is None or actor.belongs_to(item.listing.owner_id):
        return False
    members = item.sitting.panel.members
    return members.filter(user_id=actor.user_id, dismissed_at__isnull=True).exists()
