"""The map of chains: a table for everybody, and a picture over it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.catalog.chains import CHAIN, chain_node, chains_below, edition
from backend.core.errors import NotFound
from backend.pools.forms import PoolFilterForm
from backend.pools.pooling import PoolState
from backend.pools.selectors import chain_rows, chain_total


@require_safe
def chain_map(request: HttpRequest, code: str = "") -> HttpResponse:
    """All chains, or one with its stages, links and technologies."""
    actor = actor_in(request)
    chain = chain_node(code) if code else None
    if code and (chain is None or chain.level != CHAIN):
        raise NotFound(_("There is no such chain."))
    form = PoolFilterForm(request.GET, names=["region"])
    region = form.wanted().get("region", "")
    rows = [] if form.errors else chain_rows(actor, within=code, region=region)
    total = chain_total(rows)
    context = {
        "chain": chain,
        "chains": chains_below(""),
        "edition": edition(),
        "form": form,
        "region": region,
        "rows": rows,
        "states": PoolState,
        "totals": [(state, total[state]) for state in PoolState],
        "total": sum(total.values()),
        "sums": {
            name: sum(getattr(row, name) for row in rows)
            for name in ("problems", "choke_points", "achievements")
        },
    }
    return render(request, "pools/chain_map.html", context, status=422 if form.errors else 200)
