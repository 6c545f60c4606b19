"""Writes of pools."""

from .flags import flag_lift, flag_set
from .problems import ASKED_SERVICES, PROBLEM_SERVICES, problem_make
from .projects import PROJECT_SERVICES, project_make

__all__ = [
    "ASKED_SERVICES",
    "PROBLEM_SERVICES",
    "PROJECT_SERVICES",
    "flag_lift",
    "flag_set",
    "problem_make",
    "project_make",
]
