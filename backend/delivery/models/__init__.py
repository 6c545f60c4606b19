"""How a contract is carried out: a plan of milestones, what each must reach, inspections, funds."""

from .oversight import BudgetLine, FundUse, Inspection
from .plans import LONG, Criterion, Extension, Milestone, Plan, share_of

__all__ = [
    "LONG",
    "BudgetLine",
    "Criterion",
    "Extension",
    "FundUse",
    "Inspection",
    "Milestone",
    "Plan",
    "share_of",
]
