"""Writes of deals."""

from __future__ import annotations

from collections.abc import Callable

from backend.deals.models import Deal

from .meetings import (
    MEETING_SERVICES,
    MeetingValues,
    meeting_answer,
    meeting_cancel,
    meeting_move,
    meeting_plan,
)
from .moving import deal_touch
from .nda import nda_agree
from .opening import DealValues, deal_open
from .people import brokers_join, deals_brokers_follow, deals_people_leave, person_join
from .planning import deal_plan, deal_step_done
from .results import deals_hear_of_listing, result_give
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
    "MEETING_SERVICES",
    "MOVES",
    "SERVICES",
    "DealValues",
    "MeetingValues",
    "brokers_join",
    "deal_advance",
    "deal_close",
    "deal_end",
    "deal_move",
    "deal_open",
    "deal_plan",
    "deal_step_done",
    "deal_touch",
    "deal_turn",
    "deals_brokers_follow",
    "deals_hear_of_listing",
    "deals_people_leave",
    "meeting_answer",
    "meeting_cancel",
    "meeting_move",
    "meeting_plan",
    "nda_agree",
    "person_join",
    "result_give",
]
