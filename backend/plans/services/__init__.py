"""Writes of plans."""

from .drawing_up import (
    PLAN_SERVICES,
    measure_add,
    plan_draw_up,
    plan_indicator_add,
    target_set,
    targets_hand_down,
)
from .reporting import bulletin_issue, evaluation_add, measure_report, year_figure_enter

__all__ = [
    "PLAN_SERVICES",
    "bulletin_issue",
    "evaluation_add",
    "measure_add",
    "measure_report",
    "plan_draw_up",
    "plan_indicator_add",
    "target_set",
    "targets_hand_down",
    "year_figure_enter",
]
