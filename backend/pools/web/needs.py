"""The need pool: the list that the figures of the map count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.accounts.actors import Actor, actor_in
from backend.accounts.regions import region_label
from backend.catalog.chains import chain_label
from backend.catalog.models import Listing
from backend.core.exporting import Column, exported, format_asked
from backend.pools.forms import PoolFilterForm
from backend.pools.models import Flag
from backend.pools.pooling import PoolState
from backend.pools.rules import may_pool, region_of_need
from backend.pools.selectors import pool_of_needs

PAGE = 20


@require_safe
def need_pool(request: HttpRequest) -> HttpResponseBase:
    """Needs by chain, state and region; ``format`` takes them along."""
    actor = actor_in(request)
    names = ["chain", "state", "region", *(["flag"] if actor.signed_in else [])]
    form = PoolFilterForm(request.GET, names=names)
    wanted = form.wanted()
    found = pool_of_needs(actor, **wanted)
    if form.errors:
        found = found.none()
    elif format_asked(request):
        return exported(request, _("Need pool"), _columns(actor), found)
    context = {
        "form": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "narrowed": bool(wanted),
        "may_pool": may_pool(actor),
    }
    return render(request, "pools/needs.html", context, status=422 if form.errors else 200)


def _columns(actor: Actor) -> list[Column]:
    def told(said: Callable[[Listing], str], else_: str = "") -> Callable[[Any], str]:
        return lambda need: said(need) if need.told else else_

    found = [
        Column("title", _("Need"), told(lambda need: need.title, _("Solved, no longer shown"))),
        Column("owner", _("Enterprise"), told(lambda need: str(need.owner))),
        Column("chain", _("Industry chain and link"), lambda need: chain_label(need.chain)),
        Column("region", _("Region"), told(lambda need: region_label(region_of_need(need)))),
        Column("state", _("State"), lambda need: PoolState(need.pool_state).label),
        Column("published_at", _("Published on"), lambda need: need.published_at),
    ]
    if actor.signed_in:
        found.append(Column("flags", _("Flags"), _flags))
    return found


def _flags(need: Listing) -> str:
    return _(", ").join(str(kind.label) for kind in Flag.Kind if getattr(need, kind))
