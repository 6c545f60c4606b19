"""Writes of the ledger."""

from .correcting import journal_reverse, write_off
from .posting import account_for, journal_post
from .sealing import journals_seal
from .transfers import transfer_expire, transfer_post, transfer_reserve, transfer_void

__all__ = [
    "account_for",
    "journal_post",
    "journal_reverse",
    "journals_seal",
    "transfer_expire",
    "transfer_post",
    "transfer_reserve",
    "transfer_void",
    "write_off",
]
