"""Writes of pairings."""

from .deciding import (
    SERVICES,
    pairing_accept,
    pairing_decline,
    pairing_reconsider,
    pairing_resume,
)
from .opening import pairing_open
from .proposing import Proposal, pairings_propose
from .referring import pairing_refer

__all__ = [
    "SERVICES",
    "Proposal",
    "pairing_accept",
    "pairing_decline",
    "pairing_open",
    "pairing_reconsider",
    "pairing_refer",
    "pairing_resume",
    "pairings_propose",
]
