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

from backend.core.errors import Refusal, Stale, WrongState
from backend.pairings.forms import AcceptForm, DeclineForm
from backend.pairings.models import Pairing
from backend.pairings.reasons import pairing_view
from backend.pairings.selectors import pairing_followed_by, place_among_needs_pairings
from backend.pairings.services import pairing_accept, pairing_decline, pairing_open
from backend.pairings.trail import pairing_trail
from backend.pairings.turns import decisions_of, turn_of

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
        return _onward(request, accepted)
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


def _onward(request: HttpRequest, pairing: Pairing) -> HttpResponse:
    address = redirect("deal", pairing.deal_id)
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
        "place": place_among_needs_pairings(actor, found),
        "decline_form": decline_form or DeclineForm(initial={"revision": found.revision}),
        "refusal": refusal,
    }
    return render(request, "pairings/pairing.html", context, status=status)
