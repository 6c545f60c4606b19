"""“Why not?”: any offer that the need's people name, compared with the need on the spot."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.accounts.actors import Actor, actor_in
from backend.catalog.kinds import KINDS
from backend.catalog.models import Listing
from backend.catalog.rules import may_edit
from backend.catalog.selectors import listing_visible_to
from backend.core.errors import NotFound, NotPermitted
from backend.discovery.selectors import Search, listings_search
from backend.discovery.services import Obstacle, pair_examine
from backend.pairings.reasons import left_out, pairing_view
from backend.pairings.rules import stands_by
from search_index.contracts import InvalidQuery

_LONGEST = 200  # characters of a title that one types
_SHOWN = 12


@login_required
@require_safe
def offers(request: HttpRequest, need_id: int) -> HttpResponse:
    """The achievements and experts that answer what was typed, each to be asked about."""
    actor = actor_in(request)
    need = _need(actor, need_id)
    text = request.GET.get("q", "").strip()[:_LONGEST]
    found, refused = [], ""
    if text:
        try:
            found = [
                item.listing
                for kind in KINDS
                if kind in need.type.partners
                for item in listings_search(actor, Search(text, kind=kind, size=_SHOWN)).found
            ]
        except InvalidQuery:
            refused = _("This text cannot be searched for; shorten it or use other words.")
    context = {"need": need, "text": text, "found": found, "refused": refused}
    return render(request, "discovery/why_not.html", context, status=422 if refused else 200)


@login_required
@require_safe
def pair(request: HttpRequest, need_id: int, offer_id: int) -> HttpResponse:
    """Why this offer is not among the need's recommendations; a recommended one has its page."""
    actor = actor_in(request)
    examined = pair_examine(actor=actor, need_id=need_id, offer_id=offer_id)
    if examined.held is not None and examined.obstacle == Obstacle.NONE:
        return redirect("pairing", examined.held.pk)
    context = {
        "examined": examined,
        "view": pairing_view(examined.pairing, actor),
        "left_out": left_out(examined.broken, examined.required),
        "may_edit": may_edit(actor, examined.pairing.need),
    }
    return render(request, "discovery/why_not_pair.html", context)


def _need(actor: Actor, need_id: int) -> Listing:
    need = listing_visible_to(actor, need_id)
    if not need.type.seeks:
        raise NotFound(_("This listing is not a need."))
    if not stands_by(actor, need):
        raise NotPermitted(
            _("Only the need's own people may ask why something is not recommended.")
        )
    return need
