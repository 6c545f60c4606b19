"""Who plans, delivers, accepts and inspects."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action
from backend.accounts.models import Duty
from backend.contracts.models import Contract
from backend.deals.rules import may_follow, spoken_for, takes_part

from .models import Extension, Inspection, Milestone, Plan

PLAN = action("schedule_propose", _("Propose a plan of milestones"), BINDING, own=[Duty.RESEARCHER])
AGREE = action("schedule_agree", _("Agree to a plan or an extension"), BINDING)
SUBMIT = action("milestone_submit", _("Submit a milestone"), BINDING, own=[Duty.RESEARCHER])
ACCEPT = action("milestone_accept", _("Accept or return a milestone"), BINDING)
INSPECT = action("milestone_inspect", _("Inspect milestones"), [Duty.REGIONAL_OFFICER])
ONLY_SIDES = _("Only the two sides of the contract do this.")
NOT_THEIR_TURN = _("The other side agrees; for a university, its technology-transfer office.")


def in_force(contract: Contract) -> bool:
    """Whether the contract binds, so that it can be carried out."""
    return contract.state == Contract.State.SIGNED


def may_read(actor: Actor, plan: Plan) -> bool:
    """Whoever follows the deal, and the officers of the unit that supervises."""
    supervises = INSPECT.allows(actor, plan.supervisor_id)
    return supervises or may_follow(actor, plan.contract.deal)


def may_plan(actor: Actor, plan: Plan) -> bool:
    """Either party, a researcher who takes part too."""
    return takes_part(actor, plan.contract.deal, PLAN)


def may_agree(actor: Actor, plan: Plan) -> bool:
    """The party that did not write it, by somebody who binds it."""
    return AGREE.allows(actor, plan.across_id)


def may_submit(actor: Actor, milestone: Milestone) -> bool:
    """The seller, a researcher who takes part too."""
    contract = milestone.plan.contract
    return contract.seller_id in spoken_for(actor, contract.deal, SUBMIT)


def may_accept(actor: Actor, milestone: Milestone) -> bool:
    """The buyer, by somebody who binds it."""
    return ACCEPT.allows(actor, milestone.plan.contract.buyer_id)


def may_work(actor: Actor, plan: Plan) -> bool:
    """Who reports how funds are used: the seller, a researcher who takes part too."""
    return plan.contract.seller_id in spoken_for(actor, plan.contract.deal, SUBMIT)


def may_ask_extension(actor: Actor, milestone: Milestone) -> bool:
    """Either party, a researcher who takes part too."""
    return takes_part(actor, milestone.plan.contract.deal, PLAN)


def may_answer(actor: Actor, extension: Extension) -> bool:
    """The party that did not ask, by somebody who binds it."""
    contract = extension.milestone.plan.contract
    across = contract.seller_id if extension.asked_by_buyer else contract.buyer_id
    return AGREE.allows(actor, across)


def may_withdraw(actor: Actor, extension: Extension) -> bool:
    """The party that asked."""
    contract = extension.milestone.plan.contract
    asker = contract.buyer_id if extension.asked_by_buyer else contract.seller_id
    return asker in spoken_for(actor, contract.deal, PLAN)


def may_inspect(actor: Actor, plan: Plan) -> bool:
    """Officers of the unit that the parties named as supervisor."""
    return INSPECT.allows(actor, plan.supervisor_id)


def may_judge(actor: Actor, inspection: Inspection) -> bool:
    """Officers of the unit that inspected."""
    return INSPECT.allows(actor, inspection.unit_id)


def may_mend(actor: Actor, inspection: Inspection) -> bool:
    """The seller, who carries out the contract."""
    return may_submit(actor, inspection.milestone)
