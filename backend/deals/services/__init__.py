"""Writes of pairings and deals."""

from .deciding import deal_draft_contract, deal_mark_contracted, pairing_accept, pairing_decline
from .opening import pairing_open
from .proposing import Proposal, pairings_propose

__all__ = [
    "Proposal",
    "deal_draft_contract",
    "deal_mark_contracted",
    "pairing_accept",
    "pairing_decline",
    "pairing_open",
    "pairings_propose",
]
