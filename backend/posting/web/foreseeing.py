"""What a need that is not posted would meet: a part of its page, or a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.core.errors import Unavailable
from backend.discovery.services import values_foresee
from backend.posting.answers import form_over
from backend.posting.selectors import draft_followed_by


@login_required
@require_safe
def likely(request: HttpRequest, need_draft_id: int) -> HttpResponse:
    """How many would fit, what would tell them apart, and needs that say the same already."""
    actor = actor_in(request)
    found = draft_followed_by(actor, need_draft_id)
    form = form_over(found.answers)
    context: dict[str, Any] = {"draft": found, "wrong": not form.is_valid()}
    if not context["wrong"]:
        values = form.values()
        context["figures"] = len(values.indicators)
        try:
            context["foreseen"] = values_foresee(actor=actor, owner_id=found.firm_id, values=values)
        except (Unavailable, ValidationError):
            context["silent"] = True
    part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    return render(request, "posting/_likely.html" if part else "posting/likely.html", context)
