"""What is recommended to the reader, answered with one click."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.catalog.selectors import listings_brokered_by
from backend.core.errors import NotFound, Stale, WrongState
from backend.pairings.models import DeclineReason
from backend.pairings.services import pairing_accept, pairing_decline
from backend.portal.selectors.recommending import TABS, recommendation_counts, recommendations_of


@login_required
@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """What fits the listings for which the reader answers, a kind at a time."""
    actor = actor_in(request)
    counts = recommendation_counts(actor)
    first = next((name for name, n in counts.items() if n), next(iter(counts), next(iter(TABS))))
    kind = request.GET.get("kind") or first
    if kind not in TABS:
        raise NotFound(_("There is no such kind of listing."))
    context = {
        "kind": kind,
        "tabs": [(name, TABS[name], n) for name, n in counts.items()],
        "rows": recommendations_of(actor, kind),
        "brokers": listings_brokered_by(actor).exists(),
        # What needs words of its own is said on the pairing's page.
        "reasons": [one for one in DeclineReason.choices if one[0] != DeclineReason.OTHER],
    }
    return render(request, "portal/recommendations.html", context)


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """It fits, or it does not and why; back to the list, where it stands no more."""
    actor = actor_in(request)
    revision, reason = request.POST.get("revision", ""), request.POST.get("reason", "")
    expected = int(revision) if revision.isascii() and revision.isdecimal() else 0
    try:
        if reason:
            pairing_decline(actor=actor, pairing_id=pk, expected_revision=expected, reason=reason)
            messages.success(
                request, _("Not shown again. Your reason improves what is recommended.")
            )
        else:
            pairing = pairing_accept(actor=actor, pairing_id=pk, expected_revision=expected)
            if pairing.deal_id is not None:
                messages.success(request, _("Both sides accepted: the talks are open."))
                return redirect("deal", pairing.deal_id)
            messages.success(request, _("The other side is told now."))
    except (Stale, WrongState) as refusal:
        messages.error(request, str(refusal.message))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    kind = request.POST.get("kind", "")
    return redirect(f"{reverse('recommendations')}{f'?kind={kind}' if kind in TABS else ''}")
