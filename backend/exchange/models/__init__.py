"""What markets tell one another."""

from .accords import Acceptance, Accord
from .feed import Counter, Record
from .markets import Action, Market, Origin, Run

__all__ = ["Acceptance", "Accord", "Action", "Counter", "Market", "Origin", "Record", "Run"]
