"""What the organisation acted for has listed, whatever became of it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.catalog.downloads import listing_columns, rows_of
from backend.catalog.kinds import KINDS
from backend.catalog.models import Status
from backend.catalog.selectors import listings_of
from backend.core.errors import NotFound
from backend.core.exporting import exported, format_asked

PAGE = 30


@login_required
@require_safe
def own_listings(request: HttpRequest, kind: str = "") -> HttpResponseBase:
    """One kind of one's own listings, by state; ``format`` takes them along, to be brought again."""
    actor = actor_in(request)
    found = listings_of(actor)
    counts = dict(found.order_by().values_list("kind").annotate(n=Count("pk")))
    first = next((name for name in KINDS if name in counts), next(iter(KINDS)))
    shown = KINDS.get(kind or first)
    if shown is None:
        raise NotFound(_("There is no such kind of listing."))
    found = found.filter(kind=shown.name)
    status = request.GET.get("status", "")
    if status in Status.values:
        found = found.filter(status=status)
    if format_asked(request):
        columns = listing_columns(shown.name, request.build_absolute_uri, own=True)
        return exported(request, str(shown.words.many), columns, rows_of(found))
    context = {
        "kind": shown,
        "kinds": [one for one in KINDS.values() if one.name in counts or one == shown],
        "states": Status.choices,
        "status": status,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "catalog/own.html", context)
