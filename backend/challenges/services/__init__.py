"""Writes of calls, entries and reviews."""

from collections.abc import Callable
from typing import Any

from .deciding import call_award, call_propose, entry_cut
from .drafting import call_change, call_draft
from .entering import entry_confirm, entry_hand_in, entry_join, entry_withdraw
from .keys import key_part_offer, key_part_take
from .reviewing import (
    conflict_declare,
    review_save,
    reviewer_add,
    reviewer_remove,
    reviews_assign,
)
from .running import (
    call_absolve,
    call_cancel,
    call_close,
    call_complete,
    call_fail,
    call_justify,
    call_post,
    call_reconsider,
    call_review,
    entry_exclude,
    phase_next,
)
from .sittings import sitting_calls_draft

SERVICES: dict[str, Callable[..., Any]] = {
    "justify": call_justify,
    "post": call_post,
    "review": call_review,
    "next_phase": phase_next,
    "propose": call_propose,
    "reconsider": call_reconsider,
    "award": call_award,
    "complete": call_complete,
    "absolve": call_absolve,
    "fail": call_fail,
    "cancel": call_cancel,
}
ENTRY_SERVICES: dict[str, Callable[..., Any]] = {
    "confirm": entry_confirm,
    "withdraw": entry_withdraw,
    "exclude": entry_exclude,
    "cut": entry_cut,
}

__all__ = [
    "ENTRY_SERVICES",
    "SERVICES",
    "call_award",
    "call_change",
    "call_close",
    "call_draft",
    "call_propose",
    "conflict_declare",
    "entry_hand_in",
    "entry_join",
    "key_part_offer",
    "key_part_take",
    "review_save",
    "reviewer_add",
    "reviewer_remove",
    "reviews_assign",
    "sitting_calls_draft",
]
