"""Writes of the exchange."""

from .accords import AccordValues, accord_accept, accord_publish
from .harvesting import run_begin, run_go_on, runs_go_on
from .holding import run_discard, run_release, run_resume, run_stop
from .markets import MarketValues, market_add, market_change
from .recording import records_heal, records_write

__all__ = [
    "AccordValues",
    "MarketValues",
    "accord_accept",
    "accord_publish",
    "market_add",
    "market_change",
    "records_heal",
    "records_write",
    "run_begin",
    "run_discard",
    "run_go_on",
    "run_release",
    "run_resume",
    "run_stop",
    "runs_go_on",
]
