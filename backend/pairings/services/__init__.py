"""Writes of pairings."""

from .deciding import pairing_accept, pairing_decline
from .opening import pairing_open
from .proposing import Proposal, pairings_propose

__all__ = [
    "Proposal",
    "pairing_accept",
    "pairing_decline",
    "pairing_open",
    "pairings_propose",
]
