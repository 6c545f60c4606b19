"""The pairing page, and the two answers to it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from backend.contracts.selectors import contract_of_pair
from backend.core.errors import Refusal, Stale, WrongState
from backend.deals.forms import AcceptForm, DeclineForm
from backend.deals.models import Deal, Pairing
from backend.deals.reasons import pairing_view
from backend.deals.selectors import pairing_followed_by, place_among_needs_pairings
from backend.deals.services import pairing_accept, pairing_decline, pairing_open
from backend.deals.trail import pairing_trail
from backend.deals.turns import decisions_of, turn_of

from .questions import open_questions


@login_required
@require_GET
def pairing(request: HttpRequest, pairing_id: int) -> HttpResponse:
    """Need and offer with the reasons between them, and what this reader may do now."""
    pairing_open(actor=request.actor, pairing_id=pairing_id)  # type: ignore[attr-defined]
    return _page(request, pairing_id)


@login_required
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, pairing_id: int) -> HttpResponse:
    """Accept for the reader's side; when both have, on to the deal."""
    if request.method == "GET":
        # A reload or a change of language after a refused form.
        return redirect("pairing", pairing_id)
    form = AcceptForm(request.POST)
    form.is_valid()
    try:
        accepted = pairing_accept(
            actor=request.actor,  # type: ignore[attr-defined]
            pairing_id=pairing_id,
            expected_revision=form.cleaned_data.get("revision", 0),
        )
    except (Stale, WrongState) as refusal:
        return _page(request, pairing_id, refusal=refusal)
    if accepted.agreed:
        messages.success(request, _("Both sides accepted: the talks are open."))
        return _onward(request, Deal.objects.get(pairing=accepted))
    messages.success(request, _("Accepted. The other side is told now."))
    return redirect("pairing", pairing_id)


@login_required
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, pairing_id: int) -> HttpResponse:
    """Decline for the reader's side, with a reason that the other side reads."""
    if request.method == "GET":
        # A reload or a change of language after a refused form.
        return redirect("pairing", pairing_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, pairing_id, decline_form=form)
    try:
        pairing_decline(
            actor=request.actor,  # type: ignore[attr-defined]
            pairing_id=pairing_id,
            expected_revision=form.cleaned_data["revision"],
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, pairing_id, decline_form=form)
    except (Stale, WrongState) as refusal:
        return _page(request, pairing_id, decline_form=form, refusal=refusal)
    messages.success(request, _("Declined. The other side reads your reason."))
    return redirect("pairing", pairing_id)


@login_required
@require_GET
def of_pair(request: HttpRequest, need_id: int, offer_id: int) -> HttpResponse:
    """From two listings to their deal, or to their pairing while there is none."""
    found = pairing_followed_by(
        request.actor,  # type: ignore[attr-defined]
        Pairing.objects.filter(need_id=need_id, offer_id=offer_id)
        .values_list("pk", flat=True)
        .first()
        or 0,
    )
    deal = Deal.objects.filter(pairing=found).first()
    return redirect("deal", deal.pk) if deal else redirect("pairing", found.pk)


def _onward(request: HttpRequest, deal: Deal) -> HttpResponse:
    address = redirect("deal", deal.pk)
    if request.htmx:  # type: ignore[attr-defined]
        # Another page: a swap into this one would leave its address behind.
        return HttpResponseClientRedirect(address.url)
    return address


def _page(
    request: HttpRequest,
    pairing_id: int,
    *,
    decline_form: DeclineForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = pairing_followed_by(actor, pairing_id)
    view = pairing_view(found, actor)
    turn = turn_of(found, actor)
    status = refusal.status if refusal else 422 if decline_form else 200
    if decline_form and refusal:
        # What was typed is kept, on top of the revision that the reader now sees.
        typed = decline_form.data.dict()  # type: ignore[attr-defined]
        decline_form.data = {**typed, "revision": str(found.revision)}
    context = {
        "pairing": found,
        "view": view,
        "turn": turn,
        "decisions": decisions_of(found),
        "questions": open_questions(found, view, actor),
        "trail": pairing_trail(found),
        "deal": Deal.objects.filter(pairing=found).first(),
        "contract": contract_of_pair(need_id=found.need_id, offer_id=found.offer_id),
        "place": place_among_needs_pairings(actor, found),
        "decline_form": decline_form or DeclineForm(initial={"revision": found.revision}),
        "refusal": refusal,
    }
    return render(request, "deals/pairing.html", context, status=status)
