"""Rights of inventors and evaluations of an achievement."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, WrongState
from backend.ownership import rules
from backend.ownership.forms import EvaluationForm, GrantForm
from backend.ownership.lifecycle import GRANT
from backend.ownership.models import Grant
from backend.ownership.selectors import (
    evaluations_of,
    grant_found,
    grant_standing,
    listing_for_ownership,
)
from backend.ownership.services import SERVICES, evaluation_add, grant_apply

ACTS = Acts(lifecycle=GRANT, services=SERVICES)


@require_safe
def of_listing(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Who may sign for an achievement, and how it was evaluated: a part of its page."""
    actor = actor_in(request)
    found = listing_for_ownership(actor, listing_id)
    may = rules.may_apply(actor, found)
    waiting = Grant.objects.filter(achievement=found, state=Grant.State.APPLIED).first()
    context = {
        "listing": found,
        "grant": grant_standing(found.pk),
        "waiting": waiting if may else None,
        "evaluations": evaluations_of(found.pk),
        "readable": found.details_readable,  # type: ignore[attr-defined]
        "may": may,
    }
    template = "_of_listing.html" if request.htmx else "of_listing.html"  # type: ignore[attr-defined]
    return render(request, f"ownership/{template}", context)


@login_required
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Apply for a right."""
    actor = actor_in(request)
    found = listing_for_ownership(actor, listing_id)
    if not rules.may_apply(actor, found):
        raise NotPermitted(_("Only the achievement's inventors apply for a right in it."))
    form = GrantForm(request.POST or None, initial={"inventors": actor.name})
    if request.method == "POST" and form.is_valid():
        try:
            made = grant_apply(actor=actor, listing_id=found.pk, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            messages.error(request, str(refusal.message))
            return redirect("listing", found.pk)
        else:
            messages.success(request, _("Applied. The office decides."))
            return redirect("grant", made.pk)
    status = 422 if form.errors else 200
    return render(request, "ownership/apply.html", {"listing": found, "form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def evaluate(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Add an evaluation report."""
    actor = actor_in(request)
    found = listing_for_ownership(actor, listing_id)
    if not rules.may_apply(actor, found):
        raise NotPermitted(_("Only those who answer for the achievement add its reports."))
    form = EvaluationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            evaluation_add(
                actor=actor,
                listing_id=found.pk,
                values=form.values(),
                upload=form.cleaned_data["file"],
            )
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Added."))
            return redirect("listing", found.pk)
    status = 422 if form.errors else 200
    context = {"listing": found, "form": form}
    return render(request, "ownership/evaluate.html", context, status=status)


@login_required
@require_safe
def grant(request: HttpRequest, grant_id: int) -> HttpResponse:
    """One application, and what became of it."""
    return _page(request, grant_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, grant_id: int, act: str) -> HttpResponse:
    """Grant, decline, withdraw, end."""
    return ACTS.answer(request, grant_id, act, page=_page)


def _page(request: HttpRequest, grant_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = grant_found(actor, grant_id)
    context = {
        "grant": found,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("grant", found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "ownership/grant.html", context, status=status)
