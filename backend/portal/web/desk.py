"""The desk: where a person lands after signing in, by the duties they hold where they act."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.accounts.desks import desk_parts_filled, desk_parts_for


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The parts of each duty in the organisation acted for; without one, the way to one."""
    actor = actor_in(request)
    shown: list[str] = []
    for part in desk_parts_filled(actor, desk_parts_for(actor)):
        context = part.context(request, actor)
        if context is not None:
            # The first part has the page's heading.
            lead = {"lead": not shown}
            shown.append(render_to_string(part.template, {**context, **lead}, request))
    return render(request, "portal/desk.html", {"sections": shown})
