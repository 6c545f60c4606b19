"""The steps of plans in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from . import events
from .lifecycle import REGION_PLAN

WORDS: Words = {
    events.TargetSet.name: lambda event: _("Target set"),
    events.TargetsHandedDown.name: lambda event: _("Target handed down"),
    events.PlanFigureEntered.name: lambda event: (
        _("Figure of %(year)s entered") % {"year": event.payload["year"]}
    ),
    events.MeasureReported.name: lambda event: _("Measure reported on"),
    events.BulletinIssued.name: lambda event: _("Notice issued"),
    events.EvaluationAdded.name: lambda event: _("Evaluation put on record"),
    **REGION_PLAN.trail_words(),
}
