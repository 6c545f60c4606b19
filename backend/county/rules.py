"""Who runs the county index, who supplies figures, who objects, who reads."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import Action, action
from backend.accounts.models import Duty, Organisation
from backend.accounts.regions import path_to, region_of
from backend.registration.rules import bureau_of

from .models import Objection, Release, Round, SupplyTask

RUN = action("index_run", _("Run the county index"), [Duty.REGIONAL_OFFICER])
SUPPLY = action("figures_supply", _("Supply figures of the county index"), [Duty.REGIONAL_OFFICER])
OBJECT = action(
    "figure_object", _("Object to a county's own figure in the index"), [Duty.REGIONAL_OFFICER]
)
USE = action("incentive_use", _("Record what an incentive was used for"), [Duty.REGIONAL_OFFICER])
CITY = 2  # of the levels of regions; a province is 1
NOT_OPENING = _("A round is opened by officers of the science bureau of a city or a province.")
NOT_RUNNING = _("Only officers of the bureau that runs this round do this.")
NOT_SUPPLIER = _("Only officers of the unit that was asked for these figures hand them in.")
NOT_COUNTY = _("Only officers of the county do this.")


def opening_bureau_of(actor: Actor) -> Organisation | None:
    """The science bureau of a city or a province that the actor acts for and opens rounds of; None where
    it is none."""
    bureau = bureau_of(actor)
    if bureau is None or not RUN.allows(actor, bureau.pk):
        return None
    here = region_of(bureau.region)
    return bureau if here is not None and here.level <= CITY else None


def may_run(actor: Actor, round_: Round) -> bool:
    """Officers of the bureau that opened the round."""
    return RUN.allows(actor, round_.unit_id)


def may_check(actor: Actor, task: SupplyTask) -> bool:
    """The same, of a task."""
    return may_run(actor, task.round)


def may_supply(actor: Actor, task: SupplyTask) -> bool:
    """Officers of the unit that was asked; of the bureau where there is no such unit."""
    return SUPPLY.allows(actor, task.unit_id or task.round.unit_id)


def may_answer(actor: Actor, objection: Objection) -> bool:
    """Officers of the bureau."""
    return may_run(actor, objection.figure.round)


def may_withdraw(actor: Actor, objection: Objection) -> bool:
    """Officers of the county that raised it."""
    return OBJECT.allows(actor, objection.organisation_id)


def may_release(actor: Actor, release: Release) -> bool:
    """Officers of the bureau."""
    return may_run(actor, release.round)


def may_approve(actor: Actor, release: Release) -> bool:
    """Officers of the bureau, but not the one who drafted it: four eyes."""
    return may_run(actor, release.round) and actor.user_id != release.drafted_by_id


def county_unit_of(actor: Actor, county: str, what: Action = OBJECT) -> Organisation | None:
    """The unit of the county's government that the actor acts for and may do this for; None where
    there is none."""
    if actor.organisation_id is None or not what.allows(actor, actor.organisation_id):
        return None
    return Organisation.objects.filter(pk=actor.organisation_id, region=county).first()


def units_acted_for(actor: Actor) -> list[Organisation]:
    """The government units for which the actor is an officer."""
    held = [pk for pk in actor.duties if RUN.allows(actor, pk)]
    return list(Organisation.objects.filter(pk__in=held).order_by("pk"))


def rounds_readable(actor: Actor) -> Q:
    """Rounds that an officer works on: the bureau's own, and those that hold his region or are asked of
    his unit; operators read all."""
    if actor.operator:
        return Q()
    units = units_acted_for(actor)
    regions = {step for unit in units for step in path_to(unit.region)}
    return Q(unit__in=units) | Q(tasks__unit__in=units) | Q(region__in=regions)


def releases_readable(actor: Actor) -> Q:
    """What is published; before that the bureau's own officers and operators."""
    if actor.operator:
        return Q()
    held = [pk for pk in actor.duties if RUN.allows(actor, pk)]
    return Q(state=Release.State.PUBLISHED) | Q(round__unit__in=held)
