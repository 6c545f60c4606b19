"""The forms of calls, entries and reviews."""

from .calls import CallForm
from .entries import EntryForm
from .reviewing import AssignForm, DecisionForm, KeyForm, ReviewerForm, ScoreForm

__all__ = [
    "AssignForm",
    "CallForm",
    "DecisionForm",
    "EntryForm",
    "KeyForm",
    "ReviewerForm",
    "ScoreForm",
]
