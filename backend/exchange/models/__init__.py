"""What markets tell one another."""

from .feed import Counter, Record
from .markets import Action, Market, Origin, Run

__all__ = ["Action", "Counter", "Market", "Origin", "Record", "Run"]
