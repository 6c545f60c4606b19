"""Writes of deals."""

from __future__ import annotations

from collections.abc import Callable

from backend.deals.models import Deal

from .moving import deal_touch
from .opening import DealValues, deal_open
from .people import brokers_join, deals_brokers_follow, deals_people_leave, person_join
from .stages import (
    MOVES,
    deal_advance,
    deal_close,
    deal_end,
    deal_move,
    deal_turn,
)

SERVICES: dict[str, Callable[..., Deal]] = {**MOVES, "close": deal_close, "end": deal_end}

__all__ = [
    "MOVES",
    "SERVICES",
    "DealValues",
    "brokers_join",
    "deal_advance",
    "deal_close",
    "deal_end",
    "deal_move",
    "deal_open",
    "deal_touch",
    "deal_turn",
    "deals_brokers_follow",
    "deals_people_leave",
    "person_join",
]
