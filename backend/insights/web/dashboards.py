"""Dashboards, each as a page and as a PDF, and the glossary of their figures."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.accounts.regions import path_to, region_of
from backend.core.errors import NotFound
from backend.core.sheets import download
from backend.insights.downloads import dashboard_pdf
from backend.insights.glossary import BY_CODE, ENTRIES, REGIONAL
from backend.insights.rules import NONE_HERE, desks_of
from backend.insights.selectors import dashboard_of, region_looked_after, tiles_of
from backend.insights.values import Dashboard, Desk


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The reader's foremost dashboard."""
    desks = desks_of(actor_in(request))
    if not desks:
        raise NotFound(NONE_HERE)
    return redirect("insights_desk", desks[0])


@login_required
@require_safe
def desk(request: HttpRequest, desk: str) -> HttpResponse:
    """Figures, charts over their tables; for regions also those below, as tiles."""
    found = _asked(request, desk)
    context: dict[str, Any] = {
        "found": found,
        "desks": [(one, one == found.desk) for one in desks_of(actor_in(request))],
    }
    if found.desk == Desk.REGION:
        context |= _below(request, found)
    return render(request, "insights/dashboard.html", context)


@login_required
@require_safe
def paper(request: HttpRequest, desk: str) -> HttpResponse:
    """The same on paper."""
    found = _asked(request, desk)
    tiles = _below(request, found).get("tiles", []) if found.desk == Desk.REGION else []
    name = f"{found.desk}-{found.as_of or ''}.pdf"
    return download(dashboard_pdf(found, tiles), name, "application/pdf")


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """What each figure means."""
    return render(request, "insights/glossary.html", {"entries": ENTRIES})


def _asked(request: HttpRequest, desk: str) -> Dashboard:
    return dashboard_of(
        actor_in(request),
        desk,
        region=request.GET.get("region", ""),
        figure=request.GET.get("figure", ""),
    )


def _below(request: HttpRequest, found: Dashboard) -> dict[str, Any]:
    """The regions below the one that is shown, and the way back up."""
    looked = region_looked_after(actor_in(request), request.GET.get("region", ""))
    entry = BY_CODE.get(request.GET.get("figure", ""), REGIONAL[0])
    steps = [step for step in path_to(looked.region)[:-1] if region_of(step)]
    return {
        "looked": looked,
        "above": [step for step in steps if not looked.own or looked.own in path_to(step)],
        "entries": REGIONAL,
        "entry": entry,
        "tiles": tiles_of(looked, found.as_of, entry.code) if found.as_of else [],
    }
