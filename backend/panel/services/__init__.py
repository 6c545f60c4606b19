"""Writes of panels and their sittings."""

from .panels import member_appoint, member_dismiss, panel_set_up
from .sittings import (
    SERVICES,
    item_add,
    item_decide,
    item_remove,
    sitting_cancel,
    sitting_close,
    sitting_open,
    sitting_plan,
    verdict_give,
)

__all__ = [
    "SERVICES",
    "item_add",
    "item_decide",
    "item_remove",
    "member_appoint",
    "member_dismiss",
    "panel_set_up",
    "sitting_cancel",
    "sitting_close",
    "sitting_open",
    "sitting_plan",
    "verdict_give",
]
