"""Writes of the exchange."""

from .recording import records_heal, records_write

__all__ = ["records_heal", "records_write"]
