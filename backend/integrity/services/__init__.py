"""Writes of integrity: breaches on record, objections; draws of inspections and their findings."""

from .draws import DRAW_SERVICES, draw_announce, finding_publish
from .sanctions import SERVICES, sanction_record

__all__ = [
    "DRAW_SERVICES",
    "SERVICES",
    "draw_announce",
    "finding_publish",
    "sanction_record",
]
