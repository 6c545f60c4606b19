"""Who flags needs, merges them into problems and makes projects of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty, Organisation, UnitKind
from backend.accounts.regions import beginning_of
from backend.catalog.models import Listing
from backend.catalog.rules import may_edit

from .models import Flag, Problem, ProblemNeed, Project

POOL = action(
    "need_pool",
    _("Merge needs of the region into common problems, and make projects of them"),
    [Duty.REGIONAL_OFFICER],
    units=[UnitKind.SCIENCE, UnitKind.PARK, UnitKind.INDUSTRY, UnitKind.DEVELOPMENT],
)
NOT_OFFICER = _("Officers of the region do this. Switch to your unit.")
NOT_FIRM = _("Only the firm that asks answers for its need.")


def region_of_need(need: Listing) -> str:
    """Where a need is asked: its own region, else that of its owner."""
    return need.region or need.owner.region


def may_pool(actor: Actor) -> bool:
    """Whether the actor acts for a unit of the government that pools needs."""
    return POOL.allows(actor, actor.organisation_id)


def looks_after(unit: Organisation, need: Listing) -> bool:
    """Whether the need is asked in the unit's region."""
    return region_of_need(need).startswith(beginning_of(unit.region))


def may_pool_need(actor: Actor, need: Listing) -> bool:
    """Whether the actor's unit looks after the region in which the need is asked."""
    if not may_pool(actor):
        return False
    return looks_after(Organisation.objects.get(pk=actor.organisation_id or 0), need)


def may_flag(actor: Actor, need: Listing) -> bool:
    """Whoever answers for the need, and officers of its region."""
    return need.type.seeks and (may_edit(actor, need) or may_pool_need(actor, need))


def may_lift(actor: Actor, flag: Flag) -> bool:
    """The organisation that set the flag, and whoever answers for the need."""
    if may_edit(actor, flag.need):
        return True
    return flag.flagged_for_id == actor.organisation_id and may_pool(actor)


def may_answer(actor: Actor, asked: ProblemNeed) -> bool:
    """Whoever answers for the need."""
    return may_edit(actor, asked.need)


def may_lead_problem(actor: Actor, problem: Problem) -> bool:
    """Officers of the unit that made it."""
    return POOL.allows(actor, problem.made_for_id)


def may_lead_project(actor: Actor, project: Project) -> bool:
    """Officers of the unit that made it."""
    return POOL.allows(actor, project.made_for_id)
