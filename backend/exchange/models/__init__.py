"""What markets tell one another."""

from .feed import Counter, Record

__all__ = ["Counter", "Record"]
