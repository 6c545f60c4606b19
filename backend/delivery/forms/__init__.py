"""Forms of delivery."""

from .plans import PlanForm
from .work import ExtensionForm, FundUseForm, InspectionForm, SubmitForm

__all__ = ["ExtensionForm", "FundUseForm", "InspectionForm", "PlanForm", "SubmitForm"]
