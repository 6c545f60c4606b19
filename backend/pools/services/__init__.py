"""Writes of pools."""

from .flags import flag_lift, flag_set
from .problems import ASKED_SERVICES, PROBLEM_SERVICES, problem_make
from .projects import PROJECT_SERVICES, project_make
from .sittings import sitting_carry_out

__all__ = [
    "ASKED_SERVICES",
    "PROBLEM_SERVICES",
    "PROJECT_SERVICES",
    "flag_lift",
    "flag_set",
    "problem_make",
    "project_make",
    "sitting_carry_out",
]
