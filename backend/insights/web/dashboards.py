"""Dashboards, each as a page and as a PDF, and the glossary of their figures."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.accounts.models import Organisation
from backend.accounts.regions import path_to, region_of
from backend.accounts.templatetags.people import named
from backend.core.errors import NotFound
from backend.core.sheets import download
from backend.insights.downloads import dashboard_pdf
from backend.insights.glossary import BY_CODE, ENTRIES, REGIONAL
from backend.insights.rules import NONE_HERE, desk_check, desks_of
from backend.insights.selectors import (
    map_of,
    own_dashboard,
    region_dashboard,
    region_looked_after,
    tiles_of,
)
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
    actor = actor_in(request)
    found, below = _asked(request, desk)
    desks = [(one, one == found.desk) for one in desks_of(actor)]
    context = {"found": found, "desks": desks, **below}
    return render(request, "insights/dashboard.html", context)


@login_required
@require_safe
def paper(request: HttpRequest, desk: str) -> HttpResponse:
    """The same on paper."""
    found, below = _asked(request, desk)
    who = found.place or str(found.desk.label)
    if not found.place and found.desk != Desk.OPERATOR:
        own = Organisation.objects.filter(pk=actor_in(request).organisation_id or 0)
        who = named(own.first())
    name = f"{found.desk}-{found.day or localdate()}.pdf"
    data = dashboard_pdf(found, who, below.get("tiles", ()))
    return download(data, name, "application/pdf")


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """What each figure means."""
    return render(request, "insights/glossary.html", {"entries": ENTRIES})


def _asked(request: HttpRequest, desk: str) -> tuple[Dashboard, dict[str, Any]]:
    """The dashboard, and of regions what lies above and below the one that is shown."""
    actor = actor_in(request)
    if desk_check(actor, desk) != Desk.REGION:
        return own_dashboard(actor, Desk(desk)), {}
    looked = region_looked_after(actor, request.GET.get("region", ""))
    figure = request.GET.get("figure", "")
    found = region_dashboard(looked, figure)
    entry = BY_CODE.get(figure, REGIONAL[0])
    tiles = tiles_of(looked, found.day, entry.code) if found.day else []
    steps = [step for step in path_to(looked.region)[:-1] if region_of(step)]
    return found, {
        "looked": looked,
        "above": [step for step in steps if not looked.own or looked.own in path_to(step)],
        "entries": REGIONAL,
        "entry": entry,
        "tiles": tiles,
        "map": map_of(tiles) if tiles else None,
    }
