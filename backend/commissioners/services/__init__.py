"""Writes of commissioners: selecting and releasing, stations, questions, visits."""

from .asking import question_answer, question_ask
from .selecting import (
    SERVICES,
    commissioner_apply,
    commissioner_propose,
    selection_open,
    station_add,
)
from .visiting import VISIT_SERVICES, visit_log, visit_make_need

__all__ = [
    "SERVICES",
    "VISIT_SERVICES",
    "commissioner_apply",
    "commissioner_propose",
    "question_answer",
    "question_ask",
    "selection_open",
    "station_add",
    "visit_log",
    "visit_make_need",
]
