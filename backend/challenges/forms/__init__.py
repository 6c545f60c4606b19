"""The forms of calls, entries and reviews."""

from .calls import CallForm
from .entries import EntryForm
from .reviewing import AssignForm, DecisionForm, KeyForm, ReviewerForm, ScoreForm
from .sanctions import SanctionForm

__all__ = [
    "AssignForm",
    "CallForm",
    "DecisionForm",
    "EntryForm",
    "KeyForm",
    "ReviewerForm",
    "SanctionForm",
    "ScoreForm",
]
