"""Terms: one round beside those before it, and the form of the next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_visible_to
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.deals.models import Deal
from backend.deals.selectors import deal_followed_by
from backend.terms.comparables import comparables_for
from backend.terms.forms import OfferForm, offer_initial
from backend.terms.lifecycle import OFFER
from backend.terms.lines import terms_lines
from backend.terms.models import Offer
from backend.terms.next_steps import offer_step
from backend.terms.rules import may_offer
from backend.terms.selectors import offer_readable_by, rounds_of
from backend.terms.services import SERVICES, offer_make

ACTS = Acts(lifecycle=OFFER, services=SERVICES)
BESIDE = 2  # rounds shown line by line


@login_required
@require_safe
def offer(request: HttpRequest, offer_id: int) -> HttpResponse:
    """A round, compared line by line with the one before it and with the listings."""
    return _page(request, offer_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, offer_id: int, act: str) -> HttpResponse:
    """Accept, decline or take back."""
    return ACTS.answer(request, offer_id, act, page=_page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Put terms on the table, or answer the other side's by one's own."""
    actor = actor_in(request)
    deal = deal_followed_by(actor, deal_id)
    if not may_offer(actor, deal):
        raise NotPermitted(
            _("Only the two sides offer terms, and only before a contract binds them.")
        )
    rounds = rounds_of(deal.pk)
    if request.method != "POST":
        listings = _listings(actor, deal)
        form = OfferForm(initial=offer_initial(deal, rounds, listings))
        return _form(request, deal, rounds, form)
    form = OfferForm(request.POST)
    if not form.is_valid():
        return _form(request, deal, rounds, form, status=422)
    try:
        made = offer_make(
            actor=actor,
            deal_id=deal_id,
            values=form.values(),
            answer_until=form.cleaned_data["answer_until"],
            note=form.cleaned_data["note"],
            after_round=form.cleaned_data["after_round"],
        )
    except ValidationError as error:
        form.add_service_errors(error)
        return _form(request, deal, rounds, form, status=422)
    except (Stale, WrongState) as refusal:
        # What was typed is kept, on top of the round that the writer now sees.
        rounds = rounds_of(deal.pk)
        data = request.POST.copy()
        data["after_round"] = str(rounds[-1].round if rounds else 0)
        form.data = data
        return _form(request, deal, rounds, form, status=refusal.status, refusal=refusal)
    messages.success(request, _("On the table. The other side is asked for an answer."))
    return redirect("offer", made.pk)


def _form(
    request: HttpRequest, deal: Deal, rounds: list[Offer], form: OfferForm, **more: Any
) -> HttpResponse:
    actor = actor_in(request)
    listings = _listings(actor, deal)
    shown = rounds[-BESIDE:]
    context = {
        "deal": deal,
        "form": form,
        "refusal": more.get("refusal"),
        "last": rounds[-1] if rounds else None,
        "rounds": shown,
        "listings": listings,
        "lines": terms_lines(shown, listings),
        "comparables": comparables_for(actor, deal),
    }
    return render(request, "terms/make.html", context, status=more.get("status", 200))


def _page(request: HttpRequest, offer_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = offer_readable_by(actor, offer_id)
    rounds = rounds_of(found.deal_id)
    upto = [one for one in rounds if one.round <= found.round][-BESIDE:]
    listings = _listings(actor, found.deal)
    is_open = found.state == Offer.State.OPEN
    context = {
        "offer": found,
        "deal": found.deal,
        "step": offer_step(found, actor) if is_open else None,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "rounds": upto,
        "history": rounds,
        "listings": listings,
        "lines": terms_lines(upto, listings),
        "offering": found.round == rounds[-1].round and may_offer(actor, found.deal),
        "comparables": comparables_for(actor, found.deal) if is_open else None,
    }
    return render(request, "terms/offer.html", context, status=answered.status if answered else 200)


def _listings(actor: Actor, deal: Deal) -> list[Listing]:
    """The need and the offer, where the reader may read them in full."""
    wanted = [pk for pk in (deal.need_id, deal.offer_id) if pk is not None]
    found = listings_visible_to(actor).in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found and found[pk].details_readable]  # type: ignore[attr-defined]
