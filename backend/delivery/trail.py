"""The steps of a delivery in words. Part of the selectors layer."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from backend.accounts.trail import Words
from backend.core import dates
from backend.core.models import Fact

from .events import ExtensionAsked, InspectionMade, MilestoneSettled
from .lifecycle import EXTENSION, INSPECTION, MILESTONE, PLAN


def _asked(event: Fact) -> str:
    day = dates.day(date.fromisoformat(event.payload["until"]))
    return _("More time asked for “%(title)s”: until %(day)s") % {
        "title": event.payload["title"],
        "day": day,
    }


def _inspected(event: Fact) -> str:
    if event.payload["mend"]:
        return _("Inspection of “%(title)s”: to be mended") % event.payload
    return _("Inspection of “%(title)s”: no fault found") % event.payload


WORDS: Words = {
    **PLAN.trail_words(),
    **MILESTONE.trail_words(),
    **EXTENSION.trail_words(),
    **INSPECTION.trail_words(),
    MilestoneSettled.name: lambda event: _("Milestone paid: %(title)s") % event.payload,
    ExtensionAsked.name: _asked,
    InspectionMade.name: _inspected,
}
