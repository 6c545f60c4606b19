"""Reads of calls, entries and reviews, within what the reader may know."""

from .calls import (
    call_locked,
    call_visible_to,
    calls_closing,
    calls_of,
    calls_visible_to,
    deciders_of,
    levels_above,
)
from .entries import (
    entries_asking,
    entries_of,
    entries_opened_to,
    entries_told,
    entry_locked,
    entry_of_actor,
    entry_readable_by,
)
from .reviews import assignment_for, assignments_of, conflicts_between, shown_beside
from .standing import Calibration, Standing, calibration_of, standing_of, unscored

__all__ = [
    "Calibration",
    "Standing",
    "assignment_for",
    "assignments_of",
    "calibration_of",
    "call_locked",
    "call_visible_to",
    "calls_closing",
    "calls_of",
    "calls_visible_to",
    "conflicts_between",
    "deciders_of",
    "entries_asking",
    "entries_of",
    "entries_opened_to",
    "entries_told",
    "entry_locked",
    "entry_of_actor",
    "entry_readable_by",
    "levels_above",
    "shown_beside",
    "standing_of",
    "unscored",
]
