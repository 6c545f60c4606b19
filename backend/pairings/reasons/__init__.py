"""Renders the stored reasons of a pairing for one reader: their language, their rights."""

from .left_out import LeftOut, left_out
from .views import Brief, PairingView, pairing_brief, pairing_briefs, pairing_view, waits_for
from .words import LEVELS, VERDICTS

__all__ = [
    "LEVELS",
    "VERDICTS",
    "Brief",
    "LeftOut",
    "PairingView",
    "left_out",
    "pairing_brief",
    "pairing_briefs",
    "pairing_view",
    "waits_for",
]
