"""The tables of calls, of what is handed in to them, and of how it is reviewed."""

from .calls import Call, CancelReason, EndReason, FailReason, Funding, KeyHolder
from .entries import BROKEN, INCOMPLETE, Entry, EntryMember
from .reviews import Assignment, Conflict, Reviewer, Score

__all__ = [
    "BROKEN",
    "INCOMPLETE",
    "Assignment",
    "Call",
    "CancelReason",
    "Conflict",
    "EndReason",
    "Entry",
    "EntryMember",
    "FailReason",
    "Funding",
    "KeyHolder",
    "Reviewer",
    "Score",
]
