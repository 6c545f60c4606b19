"""The need pool: the list that the figures of the map count."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.accounts.actors import Actor, actor_in
from backend.accounts.regions import region_label
from backend.catalog.chains import chain_label
from backend.catalog.models import Listing
from backend.core.sheets import Sheet, download, workbook_of
from backend.pools.forms import PoolFilterForm
from backend.pools.models import Flag
from backend.pools.pooling import PoolState
from backend.pools.rules import may_pool, region_of_need
from backend.pools.selectors import pool_of_needs

PAGE = 20
MOST = 5_000  # rows of a workbook


@require_safe
def need_pool(request: HttpRequest) -> HttpResponse:
    """Needs by chain, state and region; ``format=xlsx`` takes them along."""
    actor = actor_in(request)
    names = ["chain", "state", "region", *(["flag"] if actor.signed_in else [])]
    form = PoolFilterForm(request.GET, names=names)
    wanted = form.wanted()
    found = pool_of_needs(actor, **wanted)
    if form.errors:
        found = found.none()
    elif request.GET.get("format") == "xlsx":
        return _workbook(actor, found[:MOST])
    context = {
        "form": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "narrowed": bool(wanted),
        "may_pool": may_pool(actor),
    }
    return render(request, "pools/needs.html", context, status=422 if form.errors else 200)


def _workbook(actor: Actor, found: QuerySet[Listing]) -> HttpResponse:
    columns = [_("Need"), _("Enterprise"), _("Industry chain and link"), _("Region"), _("State")]
    columns += [_("Published on"), *([_("Flags")] if actor.signed_in else [])]
    rows = []
    for need in found:
        told: bool = need.told  # type: ignore[attr-defined]
        state = PoolState(need.pool_state)  # type: ignore[attr-defined]
        row = [
            need.title if told else _("Solved, no longer shown"),
            str(need.owner) if told else "",
            chain_label(need.chain),
            region_label(region_of_need(need)) if told else "",
            str(state.label),
            timezone.localdate(need.published_at),
        ]
        if actor.signed_in:
            flags = [str(kind.label) for kind in Flag.Kind if getattr(need, kind)]
            row.append(_(", ").join(flags))
        rows.append(row)
    book = workbook_of(Sheet(_("Need pool"), columns, rows))
    return download(book, f"{_('Need pool')}-{timezone.localdate().isoformat()}.xlsx")
