"""Writes of brokers' work."""

from .commissions import (
    SERVICES,
    commission_agree,
    commission_decline,
    commission_propose,
    commission_withdraw,
)
from .pipeline import next_steps_set, view_delete, view_save
from .serving import note_write, service_log, service_strike

__all__ = [
    "SERVICES",
    "commission_agree",
    "commission_decline",
    "commission_propose",
    "commission_withdraw",
    "next_steps_set",
    "note_write",
    "service_log",
    "service_strike",
    "view_delete",
    "view_save",
]
