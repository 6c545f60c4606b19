"""The pairing page, and the two answers to it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from backend.accounts.actors import actor_in
from backend.core.acts import Acts, Answered
from backend.core.errors import WrongState
from backend.pairings.forms import ReferralForm
from backend.pairings.lifecycle import PAIRING, undecidable
from backend.pairings.models import Pairing
from backend.pairings.reasons import pairing_view
from backend.pairings.rules import may_refer
from backend.pairings.selectors import pairing_followed_by, place_among_needs_pairings
from backend.pairings.services import SERVICES, pairing_open, pairing_refer
from backend.pairings.trail import pairing_trail
from backend.pairings.turns import decisions_of, turn_of

from .questions import open_questions


@login_required
@require_GET
def pairing(request: HttpRequest, pairing_id: int) -> HttpResponse:
    """Need and offer with the reasons between them, and what this reader may do now."""
    pairing_open(actor=actor_in(request), pairing_id=pairing_id)
    return _page(request, pairing_id)


ACTS = Acts(lifecycle=PAIRING, services=SERVICES)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, pairing_id: int, act: str) -> HttpResponse:
    """Do what a side does with it; when both have accepted, on to the deal."""
    return ACTS.answer(request, pairing_id, act, page=_page, onward=_onward)


def _onward(request: HttpRequest, pairing: Pairing) -> HttpResponse:
    if not pairing.agreed or pairing.deal_id is None:
        if pairing.declined_by is None and pairing.deal_id is None:
            messages.success(request, _("The other side is told now."))
        return redirect("pairing", pairing.pk)
    messages.success(request, _("Both sides accepted: the talks are open."))
    return redirect("deal", pairing.deal_id)


@login_required
@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest, pairing_id: int) -> HttpResponse:
    """Put it to both sides, as a broker of one of the two."""
    if request.method == "GET":
        return redirect("pairing", pairing_id)
    actor = actor_in(request)
    form = ReferralForm(request.POST)
    pairing_followed_by(actor, pairing_id)
    if form.is_valid():
        try:
            pairing_refer(actor=actor, pairing_id=pairing_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Put to both sides; you hear what they answer."))
            return redirect("pairing", pairing_id)
    return _page(request, pairing_id, form=form)


def _page(
    request: HttpRequest,
    pairing_id: int,
    answered: Answered | None = None,
    *,
    form: ReferralForm | None = None,
) -> HttpResponse:
    actor = actor_in(request)
    found = pairing_followed_by(actor, pairing_id)
    referral = getattr(found, "referral", None)
    refers = referral is None and may_refer(actor, found) and not found.agreed
    view = pairing_view(found, actor)
    context = {
        "pairing": found,
        "view": view,
        "turn": turn_of(found, actor),
        "acts": ACTS.buttons(found, actor, answered),
        "decisions": decisions_of(found),
        "questions": open_questions(found, view, actor),
        "trail": pairing_trail(found, view.since or found.created_at),
        "place": place_among_needs_pairings(actor, found),
        "refusal": answered.refusal if answered else None,
        "referral": referral,
        "referral_form": form or (ReferralForm() if refers and not undecidable(found) else None),
    }
    status = answered.status if answered else 200 if form is None else 422
    return render(request, "pairings/pairing.html", context, status=status)
