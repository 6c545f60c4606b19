"""Writes of delivery."""

from .extensions import EXTENSION_SERVICES, extension_ask
from .funds import fund_use_report
from .inspections import INSPECTION_SERVICES, milestone_inspect
from .milestones import MILESTONE_SERVICES, milestone_settled, milestone_unsettled
from .opening import deal_fulfil
from .plans import PLAN_SERVICES, plan_propose, plan_revise

__all__ = [
    "EXTENSION_SERVICES",
    "INSPECTION_SERVICES",
    "MILESTONE_SERVICES",
    "PLAN_SERVICES",
    "deal_fulfil",
    "extension_ask",
    "fund_use_report",
    "milestone_inspect",
    "milestone_settled",
    "milestone_unsettled",
    "plan_propose",
    "plan_revise",
]
