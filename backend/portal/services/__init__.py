"""Writes of the portal: what people choose of their notices."""

from .preferences import (
    frequencies_choose,
    frequencies_choose_for_organisation,
    habits_choose,
    mail_resume,
)
from .targets import push_subscribe, robot_add, robot_try, target_remove

__all__ = [
    "frequencies_choose",
    "frequencies_choose_for_organisation",
    "habits_choose",
    "mail_resume",
    "push_subscribe",
    "robot_add",
    "robot_try",
    "target_remove",
]
