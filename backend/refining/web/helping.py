"""What was done for a need: a part of its page; and how its poster rates the end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.catalog.facts import missing_of
from backend.catalog.models import Listing
from backend.catalog.selectors import listing_visible_to
from backend.refining import rules
from backend.refining.desk import row_of
from backend.refining.forms import HelpForm, RatingForm
from backend.refining.models import Rating
from backend.refining.selectors import helps_of, refinement_of
from backend.refining.services import help_note, help_strike, need_rate

VAGUE = 3  # fields that solvers look for and do not find, from which help is offered first


@require_safe
def of_need(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Refinement, acts of help and rating of a need, as far as this reader may know."""
    return _page(request, listing_id)


def _page(
    request: HttpRequest,
    listing_id: int,
    *,
    help_form: HelpForm | None = None,
    rating_form: RatingForm | None = None,
) -> HttpResponse:
    actor = actor_in(request)
    listing = listing_visible_to(actor, listing_id)
    part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    context = {"listing": listing, "part": part} | _known(actor, listing)
    if help_form is not None:
        context["help_form"] = help_form
    if rating_form is not None:
        context["rating_form"] = rating_form
    template = "refining/_of_need.html" if part else "refining/of_need.html"
    refused = help_form is not None or rating_form is not None
    return render(request, template, context, status=422 if refused else 200)


def _known(actor: Actor, listing: Listing) -> dict[str, Any]:
    if not listing.type.seeks:
        return {}
    readable = listing.details_readable  # type: ignore[attr-defined]
    owns = rules.may_open(actor, listing)
    running = refinement_of(actor, listing) if actor.signed_in else None
    missing = missing_of(listing) if owns else []
    rating = Rating.objects.filter(listing=listing).first() if readable else None
    notes = actor.signed_in and rules.may_note(actor) and not listing.off_market
    return {
        "running": row_of(actor, running) if running else None,
        "may_open": owns and running is None and not listing.off_market,
        "vague": len(missing) >= VAGUE,
        "may_ask": not owns
        and running is None
        and listing.published
        and rules.may_ask(actor, listing),
        "helps": [
            {"act": act, "may_strike": rules.may_strike(actor, act)} for act in helps_of(listing)
        ]
        if readable
        else [],
        "help_form": HelpForm() if notes and readable else None,
        "rating": rating,
        "rating_form": RatingForm(
            initial={"score": rating.score, "words": rating.words} if rating else None
        )
        if rules.may_rate(actor, listing)
        else None,
    }


@login_required
@require_POST
def note(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Put an act of help on record."""
    actor = actor_in(request)
    form = HelpForm(request.POST)
    if form.is_valid():
        try:
            help_note(actor=actor, listing_id=listing_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("On record. Whoever reads the need sees it."))
            return redirect("listing", listing_id)
    return _page(request, listing_id, help_form=form)


@login_required
@require_POST
def strike(request: HttpRequest, listing_id: int, help_id: int) -> HttpResponse:
    """Strike out what was noted by mistake."""
    actor = actor_in(request)
    help_strike(actor=actor, help_id=help_id)
    messages.success(request, _("Struck out."))
    return redirect("listing", listing_id)


@login_required
@require_POST
def rate(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Say how content one is with the end."""
    actor = actor_in(request)
    form = RatingForm(request.POST)
    if form.is_valid():
        try:
            need_rate(actor=actor, listing_id=listing_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Thank you; readers of the need see it."))
            return redirect("listing", listing_id)
    return _page(request, listing_id, rating_form=form)
