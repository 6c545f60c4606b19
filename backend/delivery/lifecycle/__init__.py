"""What becomes of plans, milestones, requests for more time and inspections: a row for each act."""

from .extensions import EXTENSION, extension_facts
from .inspections import INSPECTION, inspection_facts
from .milestones import MILESTONE, milestone_facts, milestone_locked
from .plans import PLAN, plan_facts, plan_locked

__all__ = [
    "EXTENSION",
    "INSPECTION",
    "MILESTONE",
    "PLAN",
    "extension_facts",
    "inspection_facts",
    "milestone_facts",
    "milestone_locked",
    "plan_facts",
    "plan_locked",
]
