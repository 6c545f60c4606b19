"""Writes of the county index."""

from .objections import OBJECTION_SERVICES, objection_raise
from .releases import RELEASE_SERVICES, money_use_add, release_draft, releases_publish_due
from .rounds import round_open
from .supplies import TASK_SERVICES, supply_compute, supply_deliver

__all__ = [
    "OBJECTION_SERVICES",
    "RELEASE_SERVICES",
    "TASK_SERVICES",
    "money_use_add",
    "objection_raise",
    "release_draft",
    "releases_publish_due",
    "round_open",
    "supply_compute",
    "supply_deliver",
]
