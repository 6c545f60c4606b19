"""The tables of deals, and of what is settled and planned in their rooms."""

from .deals import (
    MAX_STEP,
    TERMINATED,
    Deal,
    DealDuty,
    DealPerson,
    LostReason,
    Stage,
    StageStay,
    Turn,
)
from .room import DealResult, Meeting, MeetingGuest, Nda, NdaConsent, Outcome

__all__ = [
    "MAX_STEP",
    "TERMINATED",
    "Deal",
    "DealDuty",
    "DealPerson",
    "DealResult",
    "LostReason",
    "Meeting",
    "MeetingGuest",
    "Nda",
    "NdaConsent",
    "Outcome",
    "Stage",
    "StageStay",
    "Turn",
]
