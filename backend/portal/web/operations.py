"""What an operator does from the desk."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.core.dispatcher import retry_dead
from backend.core.errors import NotPermitted
from backend.core.requests import ids_posted
from backend.portal.selectors.index_overview import index_overview


@require_POST
@login_required
def retry(request: HttpRequest) -> HttpResponse:
    """Give reactions that gave up another round of attempts: one, or all."""
    if not actor_in(request).operator:
        raise NotPermitted(_("Only operators retry deliveries."))
    n = retry_dead(delivery_ids=ids_posted(request, "delivery"))
    messages.success(
        request,
        ngettext("%(n)d delivery is tried again.", "%(n)d deliveries are tried again.", n)
        % {"n": n},
    )
    return redirect("desk")


@require_safe
@login_required
def index_status(request: HttpRequest) -> HttpResponse:
    """Generations, truth, lag and times of the search index."""
    if not actor_in(request).operator:
        raise NotPermitted(_("Only operators see how the search index is."))
    return render(request, "portal/index_status.html", {"overview": index_overview()})
