"""The region at a glance, and the glossary of its figures."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.accounts.regions import path_to, region_of
from backend.insights.glossary import BY_CODE, ENTRIES
from backend.insights.selectors import (
    figures_day,
    figures_told,
    funnel_of,
    region_looked_after,
    tiles_of,
)
from backend.registration.rules import bureau_of


@login_required
@require_safe
def region(request: HttpRequest) -> HttpResponse:
    """Figures of a region, tiles of those below it, and the funnel of its needs."""
    actor = actor_in(request)
    own = region_looked_after(actor)
    code = region_looked_after(actor, request.GET.get("region", ""))
    day = figures_day(code)
    chosen = request.GET.get("figure", "")
    entry = BY_CODE.get(chosen, ENTRIES[0])
    steps = [step for step in path_to(code) if region_of(step) and len(step) >= len(own)]
    reads = actor.operator or bureau_of(actor) is not None
    context = {
        "region": code,
        "own": own,
        "above": [step for step in steps if step != code and (not own or own in path_to(step))],
        "day": day,
        "told": figures_told(code, day, registry=reads) if day else [],
        "tiles": tiles_of(code, day, entry.code) if day else [],
        "entries": ENTRIES,
        "entry": entry,
        "funnel": funnel_of(code),
    }
    return render(request, "insights/region.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """What each figure means."""
    return render(request, "insights/glossary.html", {"entries": ENTRIES})
