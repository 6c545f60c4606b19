"""What becomes of calls and of entries: a table each."""

from .calls import CALL, posting_missing
from .entries import ENTRY

__all__ = ["CALL", "ENTRY", "posting_missing"]
