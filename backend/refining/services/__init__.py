"""Writes of refinements, acts of help and ratings."""

from .helping import help_note, help_record, help_strike, need_rate
from .proposals import (
    PROPOSAL_SERVICES,
    proposal_accept,
    proposal_decline,
    proposal_make,
    proposal_withdraw,
)
from .refinements import (
    REFINEMENT_SERVICES,
    helper_add,
    refinement_agree,
    refinement_ask,
    refinement_close,
    refinement_decline,
    refinement_open,
)

__all__ = [
    "PROPOSAL_SERVICES",
    "REFINEMENT_SERVICES",
    "help_note",
    "help_record",
    "help_strike",
    "helper_add",
    "need_rate",
    "proposal_accept",
    "proposal_decline",
    "proposal_make",
    "proposal_withdraw",
    "refinement_agree",
    "refinement_ask",
    "refinement_close",
    "refinement_decline",
    "refinement_open",
]
