"""The dashboard of a desk, whichever it is."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.insights.rules import desk_check
from backend.insights.values import Dashboard, Desk

from .own import own_dashboard
from .regions import region_dashboard, region_looked_after


def dashboard_of(actor: Actor, desk: str, *, region: str = "", figure: str = "") -> Dashboard:
    """What a desk shows; ``region`` and ``figure`` choose among those of the desk of regions. Raises
    NotFound where the actor has no such desk or does not look after the region."""
    if desk_check(actor, desk) == Desk.REGION:
        return region_dashboard(region_looked_after(actor, region), figure)
    return own_dashboard(actor, Desk(desk))
